import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../shell/use-act.js';
import { useAuthorName } from '../../../chat/author-name.js';
import { useDesk } from '../DeskContext.js';
import type { BanTerms } from './BanDialog.js';

export interface Moderation {
  remove: (message: MessageView) => void;
  mute: (message: MessageView) => void;
  ban: (message: MessageView, terms: BanTerms) => void;
  /** Pins it, or takes its pin away. */
  pin: (message: MessageView, pinned: boolean) => void;
}

/** What a moderator does with a message and its author; what can be undone offers the way back. */
export function useModeration(roomKey: string): Moderation {
  const { t } = useTranslation(['deskChat', 'common']);
  const { connection } = useDesk();
  const nameOf = useAuthorName();
  const act = useAct();
  const undo = (work: () => Promise<unknown>, done: string) => ({
    label: t('common:undo'),
    run: () => act(work(), { done }),
  });
  return {
    remove: ({ id }) => act(connection.send('moderation:remove', { messageId: id }), { done: t('deskChat:removed') }),
    mute: (message) => {
      const person = { identityId: message.authorId };
      const name = nameOf(message);
      act(connection.send('moderation:mute', { ...person, length: 10 }), {
        done: t('deskChat:muted', { name }),
        undo: undo(() => connection.send('moderation:unmute', person), t('deskChat:unmuted', { name })),
      });
    },
    ban: (message, terms) => {
      const person = { identityId: message.authorId };
      const name = nameOf(message);
      act(connection.send('moderation:ban', { ...person, ...terms }), {
        done: t('deskChat:banned', { name }),
        undo: undo(() => connection.send('moderation:unban', person), t('deskChat:letIn', { name })),
      });
    },
    pin: ({ id }, pinned) => {
      const put = () => connection.send('moderation:pin', { messageId: id });
      const take = () => connection.send('moderation:pin', { messageId: null, key: roomKey });
      if (pinned) act(take(), { done: t('deskChat:unpinned'), undo: undo(put, t('deskChat:pinned')) });
      else act(put(), { done: t('deskChat:pinned'), undo: undo(take, t('deskChat:unpinned')) });
    },
  };
}
