import { maxCaptionLength } from '@sammelan/shared/captions/captions.rules.js';
import {
  type SpokenLanguage,
  spokenLanguages,
  spokenLanguageTags,
} from '@sammelan/shared/contract/spoken-languages.js';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { useStore } from '../../../app/store.js';
import { Button } from '../../../ui/Button.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Field, Select } from '../../../ui/Field.js';
import { showToast } from '../../../ui/toasts.js';
import type { Booth } from './booth.js';
import css from './CaptionPage.module.css';
import { WrittenLines } from './WrittenLines.js';

const languages = spokenLanguageTags.map((tag) => [tag, spokenLanguages[tag]] as const);

/** Type, Enter; the arrow up for what went wrong. */
export function Writer({ booth: { desk, captions }, open }: { booth: Booth; open: boolean }) {
  const { t } = useTranslation('captionWriter');
  const language = useStore(desk.language);
  const lines = useStore(desk.lines);
  const correcting = useStore(desk.correcting);
  const [text, setText] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => captions.read(language), [captions, language]);

  const begin = (words: string) => {
    setText(words);
    form.current?.querySelector('input')?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void desk.send(text);
    begin('');
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      begin(desk.correctLast());
    }
    if (event.key === 'Escape') {
      desk.abandon();
      begin('');
    }
  };
  return (
    <div className={css.writer}>
      <Select
        label={t('language')}
        options={languages}
        value={language}
        onChange={(event) => {
          desk.setLanguage(event.currentTarget.value as SpokenLanguage);
          begin('');
        }}
      />
      <section className={css.sent} aria-label={t('lines')}>
        {lines.length === 0 ? (
          <EmptyState icon="captions" title={t('empty')} text={t('emptyText')} />
        ) : (
          <WrittenLines
            lines={lines}
            language={language}
            onCorrect={(lineId) => begin(desk.correct(lineId))}
            onTakeDown={(lineId) => {
              desk.takeDown(lineId).catch((error: unknown) => showToast({ tone: 'problem', text: errorText(error) }));
            }}
          />
        )}
      </section>
      <form ref={form} className={css.form} onSubmit={submit} lang={language}>
        {correcting && (
          <p className={css.correcting} role="status">
            {t('correcting')}
            <Button
              kind="quiet"
              onClick={() => {
                desk.abandon();
                begin('');
              }}
            >
              {t('keepAsIs')}
            </Button>
          </p>
        )}
        <div className={css.row}>
          <Field
            label={t('line')}
            labelHidden
            hint={t('lineHint')}
            placeholder={t('placeholder')}
            maxLength={maxCaptionLength}
            autoComplete="off"
            autoFocus
            enterKeyHint="send"
            disabled={!open}
            value={text}
            onKeyDown={onKey}
            onInput={(event) => {
              setText(event.currentTarget.value);
              desk.typed(event.currentTarget.value);
            }}
          />
          <Button kind="main" icon="send" type="submit" disabled={!open || text.trim() === ''}>
            {t('send')}
          </Button>
        </div>
      </form>
    </div>
  );
}
