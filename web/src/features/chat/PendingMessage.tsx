import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { classNames } from '../../ui/class-names.js';
import type { ChatRoom, PendingMessage as Pending } from './chat-room.js';
import css from './Message.module.css';

/** One's own message on its way, or refused with the reason and what can be done. */
export function PendingMessage({ room, message }: { room: ChatRoom; message: Pending }) {
  const { t } = useTranslation('chat');
  return (
    <li className={classNames(css.message, css.own, css.waiting)} data-pending>
      <div className={css.head}>
        <span className={css.author}>{t('you')}</span>
      </div>
      <p className={css.text} dir="auto">
        {message.text}
      </p>
      {message.failure ? (
        <div className={css.fate} role="alert">
          <span className={css.failed}>
            {t('notSent')} {errorText(message.failure)}
          </span>
          <button type="button" onClick={() => room.retry(message.clientId)}>
            {t('sendAgain')}
          </button>
          <button type="button" onClick={() => room.discard(message.clientId)}>
            {t('discard')}
          </button>
        </div>
      ) : (
        <Fate room={room} message={message} />
      )}
    </li>
  );
}

/** What becomes of a message that was not refused. */
function Fate({ room, message }: { room: ChatRoom; message: Pending }) {
  const { t } = useTranslation('chat');
  if (message.held === 'waiting')
    return (
      <p className={css.fate} role="status">
        {t('heldWaiting')}
      </p>
    );
  if (message.held === 'denied')
    return (
      <div className={css.fate} role="status">
        <span className={css.failed}>{t('heldDenied')}</span>
        <button type="button" onClick={() => room.discard(message.clientId)}>
          {t('discard')}
        </button>
      </div>
    );
  return <p className={css.fate}>{t('sending')}</p>;
}
