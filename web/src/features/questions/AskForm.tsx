import { maxQuestionLength } from '@sammelan/shared/questions/questions.rules.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { Button } from '../../ui/Button.js';
import { TextArea } from '../../ui/Field.js';
import { showToast } from '../../ui/toasts.js';
import css from './Questions.module.css';
import type { QuestionsState, QuestionsStore } from './questions-store.js';

/** From here on the counter shows. */
const nearLimit = 60;

interface AskFormProps {
  store: QuestionsStore;
  /** The producer takes questions. */
  open: boolean;
  /** The rally is in a state in which people ask. */
  now: boolean;
  asking: QuestionsState['asking'];
}

/** Where one asks; what was written stays until it is stored. */
export function AskForm({ store, open, now, asking }: AskFormProps) {
  const { t } = useTranslation('questions');
  const [text, setText] = useState('');
  if (!now || !open) return <p className={css.closed}>{t(now ? 'closed' : 'notNow')}</p>;
  const sending = asking !== null && asking.failure === null;
  const left = maxQuestionLength - text.length;
  const submit = async () => {
    if (!text.trim() || sending) return;
    if (!(await store.ask(text.trim()))) return;
    setText('');
    showToast({ tone: 'done', text: t('sent') });
  };
  return (
    <form
      className={css.ask}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextArea
        label={t('ask')}
        labelHidden
        rows={2}
        dir="auto"
        value={text}
        maxLength={maxQuestionLength}
        placeholder={t('placeholder')}
        onInput={(event) => setText(event.currentTarget.value)}
        {...(left <= nearLimit && { hint: t('left', { count: left }) })}
        {...(asking?.failure && { error: errorText(asking.failure) })}
      />
      <Button kind="main" type="submit" disabled={!text.trim() || sending}>
        {t(sending ? 'sending' : 'send')}
      </Button>
    </form>
  );
}
