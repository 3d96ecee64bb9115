import type { AppealView } from '@sammelan/shared/moderation/moderation.dto.js';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.js';
import { errorText } from '../../app/error-text.js';
import { Button } from '../../ui/Button.js';
import { TextArea } from '../../ui/Field.js';
import css from './ModerationSheet.module.css';

const maxLength = 300;

/** One short note from somebody banned to the moderators. */
export default function AppealForm({ slug }: { slug: string }) {
  const { t } = useTranslation('watch');
  const [view, setView] = useState<AppealView | null>(null);
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const path = `/api/rallies/public/${slug}/appeal`;
  useEffect(() => {
    api<AppealView>(path).then(setView, () => undefined);
  }, [path]);
  if (!view?.banned) return null;
  if (view.appealed) return <p role="status">{t('appealSent')}</p>;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    api<AppealView>(path, { method: 'POST', body: { text: text.trim() } })
      .then(setView, setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <form className={css.acts} onSubmit={send}>
      <TextArea
        label={t('appealLabel')}
        hint={t('appealHint')}
        value={text}
        maxLength={maxLength}
        onInput={(event) => setText(event.currentTarget.value)}
        {...(failure === null ? {} : { error: errorText(failure) })}
      />
      <Button type="submit" wide busy={busy} disabled={text.trim() === ''}>
        {t('appealSend')}
      </Button>
    </form>
  );
}
