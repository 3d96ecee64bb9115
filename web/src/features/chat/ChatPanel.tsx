import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { useStore } from '../../app/store.js';
import { Button } from '../../ui/Button.js';
import { ErrorState } from '../../ui/EmptyState.js';
import { Skeleton } from '../../ui/Skeleton.js';
import type { ChatRoom } from './chat-room.js';
import css from './ChatPanel.module.css';
import { Composer } from './Composer.js';
import { MessageList } from './MessageList.js';
import { PinnedMessage } from './PinnedMessage.js';

interface ChatPanelProps {
  room: ChatRoom;
  open: boolean;
  me: { identityId: string; name: string | null } | null;
  moderates: boolean;
  unverified: boolean;
  onVerify: () => void;
  onNamed: (name: string) => void;
  onTools?: ((message: MessageView) => void) | undefined;
  onReport?: ((message: MessageView) => void) | undefined;
  before?: ReactNode;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** One room of the chat, with its pin and its composer. */
export function ChatPanel({ room, onTools, onReport, ...composer }: ChatPanelProps) {
  const { t } = useTranslation(['chat', 'common']);
  const { status, failure, pinned } = useStore(room.state);
  return (
    <div className={css.panel}>
      {pinned && !pinned.removed && <PinnedMessage message={pinned} />}
      {status === 'ready' && (
        <MessageList room={room} identityId={composer.me?.identityId} onTools={onTools} onReport={onReport} />
      )}
      {status === 'loading' && <ChatSkeleton />}
      {status === 'failed' && (
        <ErrorState
          title={t('failed')}
          text={errorText(failure)}
          action={
            <Button icon="refresh" onClick={() => void room.enter()}>
              {t('common:retry')}
            </Button>
          }
        />
      )}
      {status !== 'failed' && <Composer room={room} {...composer} />}
    </div>
  );
}

function ChatSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={css.skeleton} role="status" aria-label={t('loading')}>
      {[62, 38, 80, 55, 70].map((width) => (
        <div key={width}>
          <Skeleton width="30%" height="0.8em" />
          <Skeleton width={`${width}%`} height="1em" />
        </div>
      ))}
    </div>
  );
}
