import type { AccountView } from '@sammelan/shared/accounts/accounts.dto.js';
import { passwordLength } from '@sammelan/shared/accounts/accounts.rules.js';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../app/api.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Field } from '../../../ui/Field.js';
import { keys } from '../query.js';
import { Failure } from '../shell/Failure.js';
import rows from '../shell/rows.module.css';

/** Gives somebody who came by a link a login and a password. */
export function SecureForm() {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const secure = useMutation({
    mutationFn: () => api<AccountView>('/api/account', { body: { login: login.trim(), password } }),
    onSuccess: (account) => client.setQueryData(keys.account, account),
  });
  const ready = login.trim() !== '' && password.length >= passwordLength.min;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) secure.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card title={t('secureTitle')} text={t('secureText')}>
        <div className={rows.form}>
          <Field
            label={t('login')}
            hint={t('loginHint')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={250}
            value={login}
            onInput={(event) => setLogin(event.currentTarget.value)}
          />
          <Field
            label={t('password')}
            hint={t('passwordHint', { count: passwordLength.min })}
            type="password"
            autoComplete="new-password"
            maxLength={passwordLength.max}
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          <Failure error={secure.error} />
          <div>
            <Button kind="main" type="submit" busy={secure.isPending} disabled={!ready}>
              {t('secure')}
            </Button>
          </div>
        </div>
      </Card>
    </form>
  );
}
