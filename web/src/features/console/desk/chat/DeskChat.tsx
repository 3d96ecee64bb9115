import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isChatOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../../app/error-text.js';
import { useStore } from '../../../../app/store.js';
import { Button } from '../../../../ui/Button.js';
import { ErrorState } from '../../../../ui/EmptyState.js';
import { Skeleton } from '../../../../ui/Skeleton.js';
import { Composer } from '../../../chat/Composer.js';
import listCss from '../../../chat/MessageList.module.css';
import { PinnedMessage } from '../../../chat/PinnedMessage.js';
import { useDesk } from '../DeskContext.js';
import { ChatRules } from './ChatRules.js';
import css from './DeskChat.module.css';
import { DeskMessages } from './DeskMessages.js';
import { RoomChoice } from './RoomChoice.js';

interface DeskChatProps {
  rally: RallyView;
  /** In sight: the keys work on it. */
  active: boolean;
}

/** The chat with what a moderator needs: rooms, rules, the stream, and a way to write. */
export function DeskChat({ rally, active }: DeskChatProps) {
  const { t } = useTranslation(['chat', 'common']);
  const { chat, me } = useDesk();
  const room = useStore(chat.shown);
  const { status, failure, pinned, key } = useStore(room.state);
  const identity = useStore(me.state);
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <div className={listCss.box}>
      <div className={css.head}>
        <RoomChoice current={key ?? '/'} />
        <ChatRules room={room} />
      </div>
      {pinned && !pinned.removed && <PinnedMessage message={pinned} />}
      {status === 'loading' && (
        <div className={css.loading}>
          <Skeleton height="2.4em" />
          <Skeleton height="2.4em" />
          <Skeleton height="2.4em" />
        </div>
      )}
      {status === 'failed' && (
        <ErrorState
          title={t('chat:failed')}
          text={errorText(failure)}
          action={
            <Button icon="refresh" onClick={() => void room.enter()}>
              {t('common:retry')}
            </Button>
          }
        />
      )}
      {status === 'ready' && (
        <>
          <DeskMessages key={key} room={room} active={active} onWrite={() => field.current?.focus()} />
          <Composer
            room={room}
            open={isChatOpen(rally.state)}
            moderates
            me={identity}
            onNamed={(name) => me.rename(name)}
            field={field}
          />
        </>
      )}
    </div>
  );
}
