import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { watchReplay } from '../recordings/use-replaying.js';
import css from './Stage.module.css';
import { useVisit } from './VisitContext.js';

const ReplayOffer = lazy(() => import('../recordings/ReplayOffer.js'));

/** After the end: a thank-you, with the replay and the figures that the organiser released. */
export function Thanks({ rally }: { rally: RallyView }) {
  const { connection } = useVisit();
  const { figures } = rally;
  const { t } = useTranslation('watch');
  const { number } = useLanguage();
  const rows =
    figures &&
    ([
      [figures.people, t('figurePeople', { count: figures.people })],
      [figures.peak, t('figurePeak')],
      [figures.messages, t('figureMessages', { count: figures.messages })],
      [figures.ballots, t('figureBallots', { count: figures.ballots })],
      [figures.minutes, t('figureMinutes', { count: figures.minutes })],
    ] as const);
  return (
    <section className={css.thanks} aria-label={t('ended')}>
      <p className={css.figure}>{t('ended')}</p>
      <p>{t('endedText')}</p>
      <div className={css.replay}>
        <Suspense fallback={null}>
          <ReplayOffer rally={rally} connection={connection} onWatch={() => watchReplay(true)} />
        </Suspense>
      </div>
      {rows && (
        <dl className={css.figures} aria-label={t('endedFigures')}>
          {rows.map(([value, label]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="tabular">{number(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
