import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Dialog } from '../../../ui/Dialog.js';
import { Field } from '../../../ui/Field.js';
import { Failure } from '../shell/Failure.js';
import rows from '../shell/rows.module.css';

interface PasswordDialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  /** Does what the password is asked for; what it throws is shown here. */
  onPassword: (password: string) => Promise<void>;
}

/** Asks the account's owner for the password before something changes. */
export function PasswordDialog({ open, title, onClose, onPassword }: PasswordDialogProps) {
  const { t } = useTranslation('common');
  return (
    <Dialog open={open} title={title} onClose={onClose} closeLabel={t('close')}>
      <Ask onPassword={onPassword} />
    </Dialog>
  );
}

function Ask({ onPassword }: Pick<PasswordDialogProps, 'onPassword'>) {
  const { t } = useTranslation('account');
  const [password, setPassword] = useState('');
  const act = useMutation({ mutationFn: () => onPassword(password) });
  return (
    <form
      className={rows.form}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Field
        label={t('yourPassword')}
        type="password"
        autoComplete="current-password"
        maxLength={200}
        value={password}
        onInput={(event) => setPassword(event.currentTarget.value)}
        autoFocus
      />
      <Failure error={act.error} />
      <Button kind="main" type="submit" wide busy={act.isPending} disabled={password === ''}>
        {t('goOn')}
      </Button>
    </form>
  );
}
