import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { type BanDto, maxBanReason } from '@sammelan/shared/moderation/moderation.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/Button.js';
import { Dialog } from '../../../../ui/Dialog.js';
import { Field } from '../../../../ui/Field.js';
import { useAuthorName } from '../../../chat/author-name.js';
import css from './DeskChat.module.css';

/** What is said of a ban beside who it is for. */
export type BanTerms = Omit<BanDto, 'identityId'>;

interface BanDialogProps {
  /** Whose author is to go; null while nobody is. */
  message: MessageView | null;
  onBan: (message: MessageView, terms: BanTerms) => void;
  onClose: () => void;
}

/** Asks before somebody is sent out: why, for the other moderators, and whether their messages go too. */
export function BanDialog({ message, onBan, onClose }: BanDialogProps) {
  const { t } = useTranslation(['deskChat', 'common']);
  const nameOf = useAuthorName();
  const [messagesToo, setMessagesToo] = useState(false);
  const [reason, setReason] = useState('');
  const name = message ? nameOf(message) : '';
  const close = () => {
    onClose();
    setMessagesToo(false);
    setReason('');
  };
  const ban = () => {
    const why = reason.trim();
    if (message) onBan(message, { ...(why && { reason: why }), ...(messagesToo && { removeMessages: true }) });
    close();
  };
  return (
    <Dialog
      open={message !== null}
      title={t('deskChat:banTitle', { name })}
      closeLabel={t('common:close')}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{t('common:cancel')}</Button>
          <Button kind="stop" icon="ban" onClick={ban}>
            {t('deskChat:ban', { name })}
          </Button>
        </>
      }
    >
      <p>{t('deskChat:banText', { name })}</p>
      <Field
        label={t('deskChat:banReason')}
        hint={t('deskChat:banReasonHint')}
        maxLength={maxBanReason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
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
