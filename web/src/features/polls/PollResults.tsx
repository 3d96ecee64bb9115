import type { PollView, TallyView } from '@sammelan/shared/polls/polls.dto.js';
import { ratingMean } from '@sammelan/shared/polls/polls.rules.js';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { Bar } from '../../ui/Bar.js';
import { Chip } from '../../ui/Chip.js';
import css from './Poll.module.css';
import { pollBars } from './poll-bars.js';

const PollRegions = lazy(() => import('./PollRegions.js').then((module) => ({ default: module.PollRegions })));

/** The result as bars with their figures, in total or by area. */
export function PollResults({ poll, tally }: { poll: PollView; tally: TallyView }) {
  const { t } = useTranslation('polls');
  const { number, decimal } = useLanguage();
  const [byRegion, setByRegion] = useState(false);
  const mean = poll.kind === 'rating' ? ratingMean(tally.counts) : null;
  return (
    <div className={css.results}>
      {mean !== null && <p className={css.mean}>{t('mean', { mean: decimal(mean) })}</p>}
      {byRegion ? (
        <Suspense fallback={null}>
          <PollRegions poll={poll} />
        </Suspense>
      ) : (
        <PollBars poll={poll} tally={tally} />
      )}
      <div className={css.foot}>
        <span className="tabular">{t('voters', { count: tally.voters, shown: number(tally.voters) })}</span>
        {tally.voters > 0 && (
          <Chip onClick={() => setByRegion(!byRegion)} selected={byRegion}>
            {byRegion ? t('inTotal') : t('byRegion')}
          </Chip>
        )}
      </div>
    </div>
  );
}

/** A row per answer; the figure says what the bar shows. */
export function PollBars({ poll, tally }: { poll: PollView; tally: { voters: number; counts: readonly number[] } }) {
  const { t } = useTranslation('polls');
  const { local, number, share } = useLanguage();
  return (
    <ul className={css.bars}>
      {pollBars(poll, tally).map((bar) => (
        <li key={bar.index}>
          <div className={css.bar}>
            <span>
              {bar.label ? local(bar.label) : t('stars', { count: bar.index + 1 })}
              {bar.mine && <span className={css.mine}> · {t('yours')}</span>}
            </span>
            <span className="tabular">{t('optionResult', { share: share(bar.share), shown: number(bar.count) })}</span>
          </div>
          <Bar share={bar.share} chosen={bar.mine || !poll.myBallot} />
        </li>
      ))}
    </ul>
  );
}
