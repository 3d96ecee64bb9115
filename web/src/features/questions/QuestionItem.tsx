import type { QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { isPublic, mayAct } from '@sammelan/shared/questions/questions.rules.js';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { Button } from '../../ui/Button.js';
import { classNames } from '../../ui/class-names.js';
import { Icon } from '../../ui/Icon.js';
import { showToast } from '../../ui/toasts.js';
import { useAuthorName } from '../chat/author-name.js';
import css from './Questions.module.css';
import type { QuestionsStore } from './questions-store.js';

interface QuestionItemProps {
  question: QuestionView;
  own: boolean;
  supported: boolean;
  onScreen: boolean;
  store: QuestionsStore;
}

const complain = (error: unknown): void => void showToast({ tone: 'problem', text: errorText(error) });

/** One question with its count, its answer, and what can be done with it. */
export const QuestionItem = memo(function QuestionItem(props: QuestionItemProps) {
  const { question, own, supported, onScreen, store } = props;
  const { t } = useTranslation('questions');
  const { local, number } = useLanguage();
  const name = useAuthorName()(question);
  const { id, state, votes } = question;
  const shown = number(votes);
  const count = t('votes', { count: votes, shown });
  return (
    <li className={classNames(css.question, onScreen && css.onScreen)}>
      <div className={css.words}>
        <p className={css.head}>
          <span className={css.author}>{own ? t('own') : name}</span>
          {question.regionName && <span>{local(question.regionName)}</span>}
          {onScreen && <span className={css.mark}>{t('onScreen')}</span>}
        </p>
        <p className={css.text} dir="auto">
          {question.text}
        </p>
        <Fate question={question} />
        {own && mayAct(state, 'withdraw') && (
          <Button
            kind="quiet"
            onClick={() => {
              store.withdraw(id).then(() => showToast({ tone: 'done', text: t('withdrawn') }), complain);
            }}
          >
            {t('withdraw')}
          </Button>
        )}
      </div>
      {isPublic(state) &&
        (mayAct(state, 'support') ? (
          <button
            type="button"
            className={css.support}
            aria-pressed={supported || own}
            aria-label={`${t(own ? 'ownSupport' : supported ? 'supported' : 'support')}: ${count}`}
            disabled={own}
            onClick={() => void store.support(id, !supported).catch(complain)}
          >
            <Icon name="chevron-up" size={20} />
            <span className="tabular">{shown}</span>
          </button>
        ) : (
          <span className={css.support} role="img" aria-label={count}>
            <Icon name="check" size={20} />
            <span className="tabular">{shown}</span>
          </span>
        ))}
    </li>
  );
});

/** What became of it. */
function Fate({ question }: { question: QuestionView }) {
  const { t } = useTranslation('questions');
  const { time } = useLanguage();
  const { state, answer } = question;
  if (state === 'waiting' || state === 'dismissed' || state === 'merged') return <p className={css.fate}>{t(state)}</p>;
  if (!answer) return null;
  return (
    <div className={css.answer}>
      {answer.moment && <p className={css.fate}>{t('answeredLive', { time: time(answer.moment) })}</p>}
      {answer.text && (
        <>
          <p className={css.fate}>{t('answer')}</p>
          <p className={css.text} dir="auto">
            {answer.text}
          </p>
        </>
      )}
    </div>
  );
}
