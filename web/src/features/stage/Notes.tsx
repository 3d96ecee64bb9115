import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recall, remember } from '../../app/storage.js';
import { IconButton } from '../../ui/IconButton.js';
import css from './Notes.module.css';

const sizes = [17, 22, 30, 40] as const;
const sizeKey = 'sammelan.notes-size';

/** The speaker's own notes, large enough to read at arm's length; kept in this browser only. */
export function Notes({ slug }: { slug: string }) {
  const { t } = useTranslation('stage');
  const key = `sammelan.notes.${slug}`;
  const [step, setStep] = useState(() => Math.min(Number(recall(sizeKey) ?? 1), sizes.length - 1));
  const resize = (by: number) => {
    setStep(step + by);
    remember(sizeKey, String(step + by));
  };
  return (
    <section className={css.notes}>
      <header className={css.header}>
        <h2>{t('notes')}</h2>
        <IconButton icon="minus" label={t('notesSmaller')} disabled={step === 0} onClick={() => resize(-1)} />
        <IconButton
          icon="plus"
          label={t('notesLarger')}
          disabled={step === sizes.length - 1}
          onClick={() => resize(1)}
        />
      </header>
      <textarea
        className={css.text}
        style={{ fontSize: sizes[step] }}
        aria-label={t('notes')}
        aria-describedby="notes-hint"
        placeholder={t('notesPlaceholder')}
        defaultValue={recall(key) ?? ''}
        onInput={(event) => remember(key, event.currentTarget.value)}
      />
      <p id="notes-hint" className={css.hint}>
        {t('notesHint')}
      </p>
    </section>
  );
}
