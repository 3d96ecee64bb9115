import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { guestNumber } from '@sammelan/shared/chat/chat.rules.js';
import { useTranslation } from 'react-i18next';

/** Gives what a message's author is called: their name, or a guest's number. */
export function useAuthorName(): (message: Pick<MessageView, 'authorId' | 'authorName'>) => string {
  const { t } = useTranslation('chat');
  return ({ authorId, authorName }) => authorName || t('guest', { number: guestNumber(authorId) });
}
