import type { AccountView, RecoveryCodesView } from '@sammelan/shared/accounts/accounts.dto.js';
import { passwordLength } from '@sammelan/shared/accounts/accounts.rules.js';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../app/api.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Field } from '../../../ui/Field.js';
import { showToast } from '../../../ui/toasts.js';
import { Failure } from '../shell/Failure.js';
import rows from '../shell/rows.module.css';
import { PasswordDialog } from './PasswordDialog.js';
import { useAccountChanged } from './use-account.js';

/** Another password, and another set of recovery codes. */
export function PasswordCard({ account, onCodes }: { account: AccountView; onCodes: (codes: string[]) => void }) {
  const { t } = useTranslation('account');
  const changed = useAccountChanged();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: () => api<void>('/api/account/password', { body: { password, newPassword } }),
    onSuccess: () => {
      setPassword('');
      setNewPassword('');
      changed();
      showToast({ tone: 'done', text: t('passwordChanged') });
    },
  });
  const ready = password !== '' && newPassword.length >= passwordLength.min;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) change.mutate();
  };
  return (
    <Card title={t('passwordTitle')} text={t('passwordText', { login: account.login ?? '' })}>
      <form className={rows.form} onSubmit={submit} noValidate>
        <Field
          label={t('yourPassword')}
          type="password"
          autoComplete="current-password"
          maxLength={passwordLength.max}
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
        <Field
          label={t('newPassword')}
          hint={t('passwordHint', { count: passwordLength.min })}
          type="password"
          autoComplete="new-password"
          maxLength={passwordLength.max}
          value={newPassword}
          onInput={(event) => setNewPassword(event.currentTarget.value)}
        />
        <Failure error={change.error} />
        <div className={rows.acts}>
          <Button type="submit" busy={change.isPending} disabled={!ready}>
            {t('changePassword')}
          </Button>
          {account.recoveryCodesLeft > 0 && (
            <Button kind="quiet" onClick={() => setAsking(true)}>
              {t('recoveryRenew', { count: account.recoveryCodesLeft })}
            </Button>
          )}
        </div>
      </form>
      <PasswordDialog
        open={asking}
        title={t('recovery')}
        onClose={() => setAsking(false)}
        onPassword={async (typed) => {
          const view = await api<RecoveryCodesView>('/api/account/recovery-codes', { body: { password: typed } });
          onCodes(view.recoveryCodes);
          setAsking(false);
          changed();
          scrollTo({ top: 0 });
        }}
      />
    </Card>
  );
}
