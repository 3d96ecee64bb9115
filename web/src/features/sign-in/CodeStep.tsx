import { asciiDigits } from '@sammelan/shared/phones/phones.rules.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import { finishSignIn } from './sign-in.js';
import css from '../../ui/FormPage.module.css';

const looksWhole = (code: string): boolean => /^(\d{6}|[0-9A-Za-z]{5}-?[0-9A-Za-z]{5})$/.test(code);

/** The app's code, or a recovery code where the phone is lost. */
export function CodeStep({ ticket, onBack, onDone }: { ticket: string; onBack: () => void; onDone: () => void }) {
  const { t } = useTranslation(['signIn', 'common']);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const typed = asciiDigits(code).replace(/\s/g, '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!looksWhole(typed)) return;
    setBusy(true);
    try {
      await finishSignIn(ticket, typed);
      onDone();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
      <h1>{t('signIn:codeTitle')}</h1>
      <Field
        label={t('signIn:code')}
        hint={t('signIn:codeHint')}
        {...(failure !== null && { error: errorText(failure) })}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        maxLength={12}
        value={code}
        onInput={(event) => setCode(event.currentTarget.value)}
        autoFocus
      />
      <Button kind="main" type="submit" wide busy={busy} disabled={!looksWhole(typed)}>
        {t('signIn:enter')}
      </Button>
      <Button kind="quiet" wide onClick={onBack}>
        {t('common:back')}
      </Button>
    </form>
  );
}
