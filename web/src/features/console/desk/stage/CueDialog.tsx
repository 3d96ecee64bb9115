import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/Button.js';
import { Dialog } from '../../../../ui/Dialog.js';
import { Field } from '../../../../ui/Field.js';
import css from './Stage.module.css';

interface CueDialogProps {
  open: boolean;
  name: string;
  onSend: (text: string) => void;
  onClose: () => void;
}

/** The producer's own word to one speaker, who reads it over their picture. */
export function CueDialog({ open, name, onSend, onClose }: CueDialogProps) {
  const { t } = useTranslation(['desk', 'common']);
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    onSend(text.trim());
    setText('');
    onClose();
  };
  return (
    <Dialog open={open} title={t('desk:cueTitle', { name })} closeLabel={t('common:close')} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <Field
          label={t('desk:cueLabel')}
          maxLength={140}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button kind="main" type="submit" disabled={!text.trim()}>
          {t('desk:cueSend')}
        </Button>
      </form>
    </Dialog>
  );
}
