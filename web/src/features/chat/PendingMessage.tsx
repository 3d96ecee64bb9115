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
        <p className={css.fate}>{t('sending')}</p>
      )}
    </li>
  );
}
