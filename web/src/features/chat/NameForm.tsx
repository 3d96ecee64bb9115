import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.js';
import { errorText } from '../../app/error-text.js';
import { session } from '../../app/session.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import css from './Composer.module.css';

/** Asks once for the name that stands beside one's messages; told over REST because the session's token carries it. */
export function NameForm({
  guest,
  onNamed,
  onSkip,
}: {
  guest: string;
  onNamed: (name: string) => void;
  onSkip: () => void;
}) {
  const { t } = useTranslation('chat');
  const [name, setName] = useState(session.current.get()?.name ?? '');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const save = async () => {
    setBusy(true);
    try {
      const view = await api<SessionView>('/api/auth/name', { body: { name: name.trim() } });
      session.adopt(view);
      onNamed(view.name ?? name);
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  return (
    <form
      className={css.name}
      aria-label={t('nameTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        label={t('nameLabel')}
        hint={t('nameHint')}
        {...(failure && { error: failure })}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
        minLength={2}
        maxLength={40}
        required
        autoFocus
        autoComplete="name"
      />
      <div className={css.actions}>
        <Button kind="quiet" onClick={onSkip}>
          {t('nameSkip', { guest })}
        </Button>
        <Button kind="main" type="submit" busy={busy} disabled={name.trim().length < 2}>
          {t('nameSave')}
        </Button>
      </div>
    </form>
  );
}
