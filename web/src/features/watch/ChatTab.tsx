import type { ChatRoom, MessageView } from '@sammelan/shared/chat/chat.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isChatOpen, isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { lazy, type RefObject, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { showToast } from '../../ui/toasts.js';
import { ChatPanel } from '../chat/ChatPanel.js';
import { HandButton } from '../hands/HandButton.js';
import { useOwnPhone } from '../phones/own-phone.js';
import { useMay } from '../rallies/me-store.js';
import { useVisit } from './VisitContext.js';

const ModerationSheet = lazy(() =>
  import('../moderation/ModerationSheet.js').then((module) => ({ default: module.ModerationSheet })),
);

const ReportSheet = lazy(() =>
  import('../moderation/ReportSheet.js').then((module) => ({ default: module.ReportSheet })),
);

const PhoneSheet = lazy(() => import('../phones/PhoneSheet.js').then((module) => ({ default: module.PhoneSheet })));

interface ChatTabProps {
  rally: RallyView;
  current: ChatRoom;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** One room of the chat, with the raised hand, and a moderator's sheet for those who may. */
export function ChatTab({ rally, current, field }: ChatTabProps) {
  const { rooms, me, hand } = useVisit();
  const [chosen, setChosen] = useState<MessageView | null>(null);
  const moderates = useMay(me, 'chat.moderate');
  const person = useStore(me.state);
  const room = rooms[current];
  const { key, pinned, settings } = useStore(room.state);
  const { t } = useTranslation('phones');
  // Whoever holds a role is known to the organisers.
  const needsPhone = settings?.audience === 'verified' && person !== null && person.grants.length === 0;
  const phone = useOwnPhone(needsPhone);
  const [verifying, setVerifying] = useState(false);
  return (
    <>
      <ChatPanel
        key={current}
        room={room}
        field={field}
        open={isChatOpen(rally.state)}
        me={person}
        moderates={moderates}
        unverified={needsPhone && phone?.verified === false}
        onVerify={() => setVerifying(true)}
        onNamed={(name) => me.rename(name)}
        onTools={moderates ? setChosen : undefined}
        onReport={moderates ? undefined : setChosen}
        before={isStageOpen(rally.state) && <HandButton hand={hand} />}
      />
      {verifying && (
        <Suspense fallback={null}>
          <PhoneSheet
            open
            onClose={() => setVerifying(false)}
            onDone={() => {
              setVerifying(false);
              showToast({ tone: 'done', text: t('done') });
            }}
          />
        </Suspense>
      )}
      {!moderates && chosen && (
        <Suspense fallback={null}>
          <ReportSheet message={chosen} onClose={() => setChosen(null)} />
        </Suspense>
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
    </>
  );
}
