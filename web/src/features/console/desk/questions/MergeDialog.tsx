import type { QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { likeness } from '@sammelan/shared/questions/questions.rules.js';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Button } from '../../../../ui/Button.js';
import { Dialog } from '../../../../ui/Dialog.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';
import wordsCss from '../../../questions/Questions.module.css';
import css from './QuestionsDesk.module.css';

interface MergeDialogProps {
  question: QuestionView;
  others: readonly QuestionView[];
  onClose: () => void;
}

/** Which other question asks the same; the likest first. */
export function MergeDialog({ question, others, onClose }: MergeDialogProps) {
  const { t } = useTranslation(['deskQuestions', 'common']);
  const { number } = useLanguage();
  const { connection } = useDesk();
  const act = useAct();
  const name = useId();
  const [intoId, setIntoId] = useState<string | null>(null);
  const ranked = others
    .map((other) => ({ other, alike: likeness(question.text, other.text) }))
    .sort((a, b) => b.alike - a.alike || b.other.votes - a.other.votes)
    .map(({ other }) => other);
  const submit = () => {
    if (!intoId) return;
    const sent = connection.send('question:merge', { questionId: question.id, intoId });
    act(sent.then(onClose), { done: t('deskQuestions:merged') });
  };
  return (
    <Dialog
      open
      title={t('deskQuestions:mergeTitle')}
      closeLabel={t('common:close')}
      onClose={onClose}
      actions={
        <Button kind="main" disabled={!intoId} onClick={submit}>
          {t('deskQuestions:mergeAct')}
        </Button>
      }
    >
      <p className={wordsCss.text} dir="auto">
        {question.text}
      </p>
      {ranked.length === 0 ? (
        <p className={css.facts}>{t('deskQuestions:mergeNone')}</p>
      ) : (
        <fieldset className={css.choices}>
          <legend className={css.facts}>{t('deskQuestions:mergeText')}</legend>
          {ranked.map(({ id, text, votes }) => (
            <label key={id} className={css.choice}>
              <input type="radio" name={name} checked={intoId === id} onChange={() => setIntoId(id)} />
              <span dir="auto">{text}</span>
              <span className={css.facts}>{t('deskQuestions:votes', { count: votes, shown: number(votes) })}</span>
            </label>
          ))}
        </fieldset>
      )}
    </Dialog>
  );
}
