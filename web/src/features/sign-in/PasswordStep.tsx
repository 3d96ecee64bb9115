import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import { Notice } from '../../ui/Notice.js';
import { beginSignIn, signInByPasskey } from './sign-in.js';
import css from '../../ui/FormPage.module.css';

/** Passkeys want a secure page and a name for an address. */
const passkeysPossible = typeof PublicKeyCredential === 'function' && !/^[\d.]+$|:/.test(location.hostname);

/** Login and password, or a passkey in their place. */
export function PasswordStep({ onNext, onDone }: { onNext: (ticket: string) => void; onDone: () => void }) {
  const { t } = useTranslation('signIn');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState<'password' | 'passkey' | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async (kind: 'password' | 'passkey', work: () => Promise<void>) => {
    setBusy(kind);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      // The browser has said itself why a passkey was not used.
      setFailure(error instanceof DOMException ? t('passkeyNotUsed') : errorText(error));
      setBusy(null);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (login.trim() && password) void run('password', async () => onNext((await beginSignIn(login, password)).ticket));
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h1>{t('title')}</h1>
      <Field
        label={t('login')}
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={250}
        value={login}
        onInput={(event) => setLogin(event.currentTarget.value)}
        autoFocus
      />
      <Field
        label={t('password')}
        type="password"
        autoComplete="current-password"
        maxLength={200}
        value={password}
        onInput={(event) => setPassword(event.currentTarget.value)}
      />
      {failure !== null && <Notice tone="stop">{failure}</Notice>}
      <Button kind="main" type="submit" wide busy={busy === 'password'} disabled={!login.trim() || !password}>
        {t('next')}
      </Button>
      {passkeysPossible && (
        <Button
          wide
          busy={busy === 'passkey'}
          onClick={() =>
            void run('passkey', async () => {
              await signInByPasskey();
              onDone();
            })
          }
        >
          {t('withPasskey')}
        </Button>
      )}
      <p className={css.text}>{t('noAccount')}</p>
    </form>
  );
}
