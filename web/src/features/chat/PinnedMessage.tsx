import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.js';
import { useAuthorName } from './author-name.js';
import css from './PinnedMessage.module.css';

/** The one message that the moderators keep over the chat. */
export function PinnedMessage({ message }: { message: MessageView }) {
  const { t } = useTranslation('chat');
  return (
    <aside className={css.pinned} aria-label={t('pinned')}>
      <Icon name="pin" size={18} />
      <p dir="auto">
        <b>{useAuthorName()(message)}</b> {message.text}
      </p>
    </aside>
  );
}
