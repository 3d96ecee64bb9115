import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/Button.js';
import { Dialog } from '../../../../ui/Dialog.js';
import { useAuthorName } from '../../../chat/author-name.js';
import css from './DeskChat.module.css';

interface BanDialogProps {
  /** Whose author is to go; null while nobody is. */
  message: MessageView | null;
  onBan: (message: MessageView, removeMessages: boolean) => void;
  onClose: () => void;
}

/** Asks before somebody is sent out, and whether their messages go too. */
export function BanDialog({ message, onBan, onClose }: BanDialogProps) {
  const { t } = useTranslation(['deskChat', 'common']);
  const nameOf = useAuthorName();
  const [messagesToo, setMessagesToo] = useState(false);
  const name = message ? nameOf(message) : '';
  const ban = () => {
    onClose();
    if (message) onBan(message, messagesToo);
    setMessagesToo(false);
  };
  return (
    <Dialog
      open={message !== null}
      title={t('deskChat:banTitle', { name })}
      closeLabel={t('common:close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button kind="stop" icon="ban" onClick={ban}>
            {t('deskChat:ban', { name })}
          </Button>
        </>
      }
    >
      <p>{t('deskChat:banText', { name })}</p>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={messagesToo}
          onChange={(event) => setMessagesToo(event.currentTarget.checked)}
        />
        {t('deskChat:banMessages')}
      </label>
    </Dialog>
  );
}
