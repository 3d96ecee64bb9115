import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { Button } from '../../../../ui/Button.js';
import { EmptyState } from '../../../../ui/EmptyState.js';
import type { ChatRoom } from '../../../chat/chat-room.js';
import css from '../../../chat/MessageList.module.css';
import { PendingMessage } from '../../../chat/PendingMessage.js';
import { useFollow } from '../../../chat/use-follow.js';
import { ModerationSheet } from '../../../moderation/ModerationSheet.js';
import { useDeskKeys } from '../keys/use-desk-keys.js';
import { BanDialog } from './BanDialog.js';
import { DeskMessage } from './DeskMessage.js';
import { useModeration } from './use-moderation.js';

interface DeskMessagesProps {
  room: ChatRoom;
  active: boolean;
  onWrite: () => void;
}

/** The stream with one message in hand: j and k move it, a key does what is to be done. */
export function DeskMessages({ room, active, onWrite }: DeskMessagesProps) {
  const { t } = useTranslation(['chat', 'deskChat']);
  const { log, pending, pinned, settings, key } = useStore(room.state);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [banning, setBanning] = useState<MessageView | null>(null);
  const [tools, setTools] = useState<MessageView | null>(null);
  const moderation = useModeration(key ?? '/');
  const items = useRef(new Map<string, HTMLElement>());
  const first = log.messages[0]?.seq;
  const last = `${log.messages.at(-1)?.seq} ${pending.length}`;
  const { list, behind, onScroll, toNewest, isFollowing } = useFollow({ first, last }, () => void room.older());
  useEffect(() => {
    if (isFollowing()) room.trim();
  });
  const at = log.messages.findIndex(({ id }) => id === chosenId);
  const chosen = log.messages[at];
  const move = (by: 1 | -1) => {
    const to = at < 0 ? log.messages.length - 1 : Math.min(log.messages.length - 1, Math.max(0, at + by));
    const next = log.messages[to];
    if (!next) return;
    setChosenId(next.id);
    items.current.get(next.id)?.focus();
  };
  const onChosen = (run: (message: MessageView) => void) => () => chosen && !chosen.removed && run(chosen);
  useDeskKeys(active, {
    j: () => move(1),
    k: () => move(-1),
    d: onChosen(moderation.remove),
    m: onChosen(moderation.mute),
    b: onChosen(setBanning),
    p: onChosen((message) => moderation.pin(message, pinned?.id === message.id)),
    c: onWrite,
  });
  return (
    <div className={css.box}>
      <div
        ref={list}
        className={css.scroll}
        onScroll={onScroll}
        tabIndex={0}
        role="region"
        aria-label={t('deskChat:messages')}
      >
        {log.messages.length === 0 && pending.length === 0 && <EmptyState icon="chat" title={t('chat:empty')} />}
        <ol className={css.list}>
          {log.messages.map((message) => (
            <DeskMessage
              key={message.id}
              ref={(element: HTMLElement | null) => {
                if (element) items.current.set(message.id, element);
                else items.current.delete(message.id);
              }}
              message={message}
              chosen={message.id === chosenId}
              pinned={pinned?.id === message.id}
              linksAllowed={settings?.linksAllowed ?? false}
              moderation={moderation}
              onChoose={setChosenId}
              onBan={setBanning}
              onMore={setTools}
            />
          ))}
          {pending.map((message) => (
            <PendingMessage key={message.clientId} room={room} message={message} />
          ))}
        </ol>
      </div>
      {behind && (
        <div className={css.newest}>
          <Button kind="main" icon="chevron-down" onClick={toNewest}>
            {t('chat:newest')}
          </Button>
        </div>
      )}
      <BanDialog message={banning} onClose={() => setBanning(null)} onBan={moderation.ban} />
      <ModerationSheet
        message={tools}
        pinned={tools !== null && pinned?.id === tools.id}
        roomKey={key ?? '/'}
        onClose={() => setTools(null)}
      />
    </div>
  );
}
