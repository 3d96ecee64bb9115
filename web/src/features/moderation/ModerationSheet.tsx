import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import type { MuteLength } from '@sammelan/shared/moderation/moderation.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { useConnection } from '../../realtime/ConnectionContext.js';
import { Button } from '../../ui/Button.js';
import { Sheet } from '../../ui/Dialog.js';
import type { IconName } from '../../ui/icons.js';
import { showToast } from '../../ui/toasts.js';
import { useAuthorName } from '../chat/author-name.js';
import css from './ModerationSheet.module.css';

const mutes = [
  [1, 'mute1'],
  [10, 'mute10'],
  [60, 'mute60'],
  ['rally', 'muteRally'],
] as const satisfies readonly (readonly [MuteLength, string])[];

interface ModerationSheetProps {
  message: MessageView | null;
  /** Whether the message is its room's pinned one. */
  pinned: boolean;
  /** Its room's key. */
  roomKey: string;
  onClose: () => void;
}

/** What a moderator can do with a message and its author. Loaded only for those who may. */
export function ModerationSheet({ message, pinned, roomKey, onClose }: ModerationSheetProps) {
  const { t } = useTranslation(['moderation', 'common']);
  const nameOf = useAuthorName();
  return (
    <Sheet
      open={message !== null}
      title={t('tools', { name: message ? nameOf(message) : '' })}
      closeLabel={t('common:close')}
      onClose={onClose}
    >
      {message && <Acts key={message.id} message={message} pinned={pinned} roomKey={roomKey} onClose={onClose} />}
    </Sheet>
  );
}

function Acts({ message, pinned, roomKey, onClose }: ModerationSheetProps & { message: MessageView }) {
  const { t } = useTranslation(['moderation', 'common']);
  const connection = useConnection();
  const [banning, setBanning] = useState(false);
  const { id: messageId, authorId: identityId } = message;
  const name = useAuthorName()(message);
  const run = (work: Promise<unknown>, done: string) => {
    onClose();
    work.then(
      () => showToast({ tone: 'done', text: done }),
      (error: unknown) => showToast({ tone: 'problem', text: errorText(error) }),
    );
  };
  const act = (icon: IconName, label: string, done: string, work: () => Promise<unknown>) => (
    <Button key={label} wide icon={icon} onClick={() => run(work(), done)}>
      {label}
    </Button>
  );
  if (banning)
    return (
      <div className={css.acts}>
        <p>{t('banText', { name })}</p>
        <Button
          wide
          kind="stop"
          icon="ban"
          onClick={() => run(connection.send('moderation:ban', { identityId }), t('banned', { name }))}
        >
          {t('banDo', { name })}
        </Button>
        <Button wide onClick={() => setBanning(false)}>
          {t('common:cancel')}
        </Button>
      </div>
    );
  return (
    <div className={css.acts}>
      <blockquote className={css.quote} dir="auto">
        {message.text}
      </blockquote>
      {act('trash', t('remove'), t('removed'), () => connection.send('moderation:remove', { messageId }))}
      {!pinned && act('pin', t('pin'), t('pinned'), () => connection.send('moderation:pin', { messageId }))}
      {pinned &&
        act('pin', t('unpin'), t('unpinned'), () =>
          connection.send('moderation:pin', { messageId: null, key: roomKey }),
        )}
      {mutes.map(([length, text]) =>
        act('clock', t(text), t('muted', { name }), () => connection.send('moderation:mute', { identityId, length })),
      )}
      <Button wide icon="ban" className={css.danger} onClick={() => setBanning(true)}>
        {t('ban')}
      </Button>
    </div>
  );
}
