import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isChatOpen, isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { lazy, type RefObject, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore } from '../../app/store.js';
import { Button } from '../../ui/Button.js';
import { Chip } from '../../ui/Chip.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ChatPanel } from '../chat/ChatPanel.js';
import { HandButton } from '../hands/HandButton.js';
import { useMay } from '../rallies/me-store.js';
import css from './Panel.module.css';
import { useVisit } from './VisitContext.js';

const ModerationSheet = lazy(() =>
  import('../moderation/ModerationSheet.js').then((module) => ({ default: module.ModerationSheet })),
);

interface ChatTabProps {
  rally: RallyView;
  field: RefObject<HTMLTextAreaElement | null>;
  onChooseRegion: () => void;
}

/** The chat: everyone's room and, where the viewer's area is known, its own. */
export function ChatTab({ rally, field, onChooseRegion }: ChatTabProps) {
  const { t } = useTranslation(['chat', 'regions']);
  const { local } = useLanguage();
  const { rooms, me, hand, attendance } = useVisit();
  const [current, setCurrent] = useState<'rally' | 'region'>('rally');
  const [chosen, setChosen] = useState<MessageView | null>(null);
  const moderates = useMay(me, 'chat.moderate');
  const person = useStore(me.state);
  const region = useStore(attendance.state)?.region;
  const room = rooms[current];
  const { key, pinned } = useStore(room.state);
  return (
    <div className={css.chat}>
      <div className={css.rooms} role="group" aria-label={t('rooms')}>
        <Chip selected={current === 'rally'} onClick={() => setCurrent('rally')}>
          {t('roomRally')}
        </Chip>
        <Chip selected={current === 'region'} onClick={() => setCurrent('region')}>
          {region ? local(region.name) : t('roomRegion')}
        </Chip>
      </div>
      {current === 'region' && !region ? (
        <EmptyState
          icon="users"
          title={t('needsRegion')}
          text={t('needsRegionText')}
          action={
            <Button kind="main" onClick={onChooseRegion}>
              {t('regions:choose')}
            </Button>
          }
        />
      ) : (
        <ChatPanel
          key={current}
          room={room}
          field={field}
          open={isChatOpen(rally.state)}
          me={person}
          moderates={moderates}
          onNamed={(name) => me.rename(name)}
          onTools={moderates ? setChosen : undefined}
          before={isStageOpen(rally.state) && <HandButton hand={hand} />}
        />
      )}
      {moderates && (
        <Suspense fallback={null}>
          <ModerationSheet
            message={chosen}
            pinned={chosen !== null && chosen.id === pinned?.id}
            roomKey={key ?? '/'}
            onClose={() => setChosen(null)}
          />
        </Suspense>
      )}
    </div>
  );
}
