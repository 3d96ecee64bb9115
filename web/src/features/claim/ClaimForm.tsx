import type { RedeemedView } from '@sammelan/shared/auth/auth.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.js';
import { errorCode, errorText } from '../../app/error-text.js';
import { session } from '../../app/session.js';
import { Button, ButtonLink } from '../../ui/Button.js';
import { ErrorState } from '../../ui/EmptyState.js';
import { Field } from '../../ui/Field.js';
import { Notice } from '../../ui/Notice.js';
import css from '../../ui/FormPage.module.css';

/** Two names, then the console. */
export function ClaimForm({ token }: { token: string }) {
  const { t } = useTranslation(['claim', 'common']);
  const [organisationName, setOrganisationName] = useState('');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const named = (text: string) => text.trim().length >= 2;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!named(organisationName) || !named(name)) return;
    setBusy(true);
    try {
      const body = { token, organisationName: organisationName.trim(), name: name.trim() };
      session.adopt((await api<RedeemedView>('/api/auth/claim', { body })).session);
      location.assign('/console');
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  if (failure && errorCode(failure) === 'claim-used') {
    const home = <ButtonLink href="/">{t('common:home')}</ButtonLink>;
    return <ErrorState alone title={t('claim:usedTitle')} text={t('claim:usedText')} action={home} />;
  }
  return (
    <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
      <div>
        <h1>{t('claim:title')}</h1>
        <p className={css.text}>{t('claim:text')}</p>
      </div>
      <Field
        label={t('claim:organisationName')}
        hint={t('claim:organisationHint')}
        maxLength={80}
        autoComplete="organization"
        value={organisationName}
        onChange={(event) => setOrganisationName(event.currentTarget.value)}
        {...(tried && !named(organisationName) && { error: t('claim:organisationMissing') })}
      />
      <Field
        label={t('claim:name')}
        hint={t('claim:nameHint')}
        maxLength={40}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        {...(tried && !named(name) && { error: t('claim:nameMissing') })}
      />
      {failure !== null && <Notice tone="stop">{errorText(failure)}</Notice>}
      <Button kind="main" type="submit" wide busy={busy}>
        {t('claim:start')}
      </Button>
      <p className={css.hint}>{t('claim:browserHint')}</p>
    </form>
  );
}
