import type { QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useAuthorName } from '../chat/author-name.js';
import css from './ShownQuestion.module.css';

/** A question over the lower part of the picture, as the producer put it there. */
export function ShownQuestion({ question }: { question: QuestionView | null }) {
  const { t } = useTranslation('questions');
  const { local } = useLanguage();
  const nameOf = useAuthorName();
  return (
    <div className={css.place} role="status">
      {question && (
        <figure className={css.card} aria-label={t('shown')}>
          <blockquote className={css.text} dir="auto">
            {question.text}
          </blockquote>
          <figcaption className={css.who}>
            {nameOf(question)}
            {question.regionName && ` · ${local(question.regionName)}`}
          </figcaption>
        </figure>
      )}
    </div>
  );
}
