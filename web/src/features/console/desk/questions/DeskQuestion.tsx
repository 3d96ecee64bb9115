import type { QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { mayAct } from '@sammelan/shared/questions/questions.rules.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Button } from '../../../../ui/Button.js';
import { classNames } from '../../../../ui/class-names.js';
import { useAuthorName } from '../../../chat/author-name.js';
import wordsCss from '../../../questions/Questions.module.css';
import { useAct } from '../../shell/use-act.js';
import { useDesk, useDeskMay } from '../DeskContext.js';
import { AnswerDialog } from './AnswerDialog.js';
import { MergeDialog } from './MergeDialog.js';
import css from './QuestionsDesk.module.css';

const stateTexts = { dismissed: 'stateDismissed', merged: 'stateMerged', answered: 'stateAnswered' } as const;

interface DeskQuestionProps {
  question: QuestionView;
  onScreen: boolean;
  /** Questions it can be merged into, itself perhaps among them. */
  others: readonly QuestionView[];
}

/** One question at the desk, with what can be done with it. */
export function DeskQuestion({ question, onScreen, others }: DeskQuestionProps) {
  const { t } = useTranslation('deskQuestions');
  const { local, number, time } = useLanguage();
  const { connection } = useDesk();
  const mayDirect = useDeskMay('question.direct');
  const name = useAuthorName()(question);
  const act = useAct();
  const [dialog, setDialog] = useState<'answer' | 'merge' | null>(null);
  const { id: questionId, state, votes, answer } = question;
  const put = { questionId };
  const stateText = state in stateTexts ? t(stateTexts[state as keyof typeof stateTexts]) : null;
  return (
    <li className={classNames(css.question, onScreen && wordsCss.onScreen)}>
      <p className={css.facts}>
        <span className={wordsCss.author}>{name}</span>
        {question.regionName && <span>{local(question.regionName)}</span>}
        <span>{t('votes', { count: votes, shown: number(votes) })}</span>
        <time dateTime={question.askedAt}>{time(question.askedAt)}</time>
        {stateText && <span>{stateText}</span>}
        {onScreen && <span className={wordsCss.mark}>{t('onScreen')}</span>}
      </p>
      <p className={wordsCss.text} dir="auto">
        {question.text}
      </p>
      {answer?.text && (
        <p className={css.answer} dir="auto">
          {answer.text}
        </p>
      )}
      <div className={css.acts}>
        {mayAct(state, 'approve') && (
          <Button kind="main" onClick={() => act(connection.send('question:approve', put), { done: t('approved') })}>
            {t('approve')}
          </Button>
        )}
        {mayDirect && onScreen && (
          <Button onClick={() => act(connection.send('question:show', { questionId: null }), { done: t('hidden') })}>
            {t('hide')}
          </Button>
        )}
        {mayDirect && !onScreen && mayAct(state, 'show') && (
          <Button
            kind={state === 'listed' ? 'main' : 'plain'}
            onClick={() => act(connection.send('question:show', put), { done: t('shown') })}
          >
            {t('show')}
          </Button>
        )}
        {state === 'listed' && (
          <Button
            onClick={() =>
              act(connection.send('question:answer', put), { done: t('markedLive', { time: time(Date.now()) }) })
            }
          >
            {t('answerLive')}
          </Button>
        )}
        {mayAct(state, 'answer') && (
          <Button kind="quiet" icon="edit" onClick={() => setDialog('answer')}>
            {t('answer')}
          </Button>
        )}
        {mayAct(state, 'merge') && (
          <Button kind="quiet" onClick={() => setDialog('merge')}>
            {t('merge')}
          </Button>
        )}
        {mayAct(state, 'dismiss') && (
          <Button kind="quiet" onClick={() => act(connection.send('question:dismiss', put), { done: t('dismissed') })}>
            {t('dismiss')}
          </Button>
        )}
      </div>
      {dialog === 'answer' && <AnswerDialog question={question} onClose={() => setDialog(null)} />}
      {dialog === 'merge' && (
        <MergeDialog
          question={question}
          others={others.filter(({ id }) => id !== questionId)}
          onClose={() => setDialog(null)}
        />
      )}
    </li>
  );
}
