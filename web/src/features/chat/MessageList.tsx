import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Announcer } from './Announcer.js';
import { CalmBar } from './CalmBar.js';
import type { ChatRoom } from './chat-room.js';
import { Message } from './Message.js';
import css from './MessageList.module.css';
import { PendingMessage } from './PendingMessage.js';
import { useCalm } from './use-calm.js';
import { useFollow } from './use-follow.js';

interface MessageListProps {
  room: ChatRoom;
  identityId: string | undefined;
  onTools?: ((message: MessageView) => void) | undefined;
  onReport?: ((message: MessageView) => void) | undefined;
}

/** The room's messages; follows the newest while the reader does. */
export function MessageList({ room, identityId, onTools, onReport }: MessageListProps) {
  const { t } = useTranslation('chat');
  const { log, pending, loadingOlder, settings } = useStore(room.state);
  const calm = useCalm(log.messages);
  const shown = calm.shown;
  const first = shown[0]?.seq;
  const last = shown.at(-1)?.seq;
  const { list, behind, onScroll, toNewest, isFollowing } = useFollow(
    { first, last: `${last} ${pending.length}` },
    () => void room.older(),
  );
  useEffect(() => {
    if (isFollowing() && !calm.on) room.trim();
  });
  const empty = log.messages.length === 0 && pending.length === 0;
  return (
    <div className={css.box}>
      {/* Scrollable by keyboard, hence the tab stop. */}
      <div ref={list} className={css.scroll} onScroll={onScroll} tabIndex={0} role="region" aria-label={t('messages')}>
        {empty ? (
          <EmptyState icon="chat" title={t('empty')} text={t('emptyText')} />
        ) : (
          <>
            {loadingOlder && <p className={css.older}>{t('older')}</p>}
            <ol className={css.list}>
              {shown.map((message) => (
                <Message
                  key={message.id}
                  message={message}
                  own={message.authorId === identityId}
                  linksAllowed={settings?.linksAllowed ?? false}
                  onTools={onTools}
                  onReport={onReport}
                />
              ))}
              {pending.map((message) => (
                <PendingMessage key={message.clientId} room={room} message={message} />
              ))}
            </ol>
          </>
        )}
      </div>
      <CalmBar calm={calm} />
      <Announcer messages={log.messages} calm={calm.on} />
      {behind && (
        <div className={css.newest}>
          <Button kind="main" icon="chevron-down" onClick={toNewest}>
            {t('newest')}
          </Button>
        </div>
      )}
    </div>
  );
}
