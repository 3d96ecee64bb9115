import type { PollView, TallyView, VotesView } from '@sammelan/shared/polls/polls.dto.js';
import { type BallotKind, ballotKinds, minShownVoters, ratingMean } from '@sammelan/shared/polls/polls.rules.js';
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
  const [kind, setKind] = useState<BallotKind | null>(null);
  const votes = kind === null || !tally.byKind ? tally : tally.byKind[kind];
  const mean = poll.kind === 'rating' ? ratingMean(votes.counts) : null;
  return (
    <div className={css.results}>
      {mean !== null && <p className={css.mean}>{t('mean', { mean: decimal(mean) })}</p>}
      {byRegion ? (
        <Suspense fallback={null}>
          <PollRegions poll={poll} />
        </Suspense>
      ) : (
        <>
          {tally.byKind && <Kinds byKind={tally.byKind} voters={tally.voters} shown={kind} onShow={setKind} />}
          <PollBars poll={poll} tally={votes} />
        </>
      )}
      <div className={css.foot}>
        <span className="tabular">{t('voters', { count: tally.voters, shown: number(tally.voters) })}</span>
        {/* While it is open, two looks would tell the ballot cast between them. */}
        {poll.state === 'closed' && tally.voters >= minShownVoters && (
          <Chip onClick={() => setByRegion(!byRegion)} selected={byRegion}>
            {byRegion ? t('inTotal') : t('byRegion')}
          </Chip>
        )}
      </div>
    </div>
  );
}

/** How many answered in each way; a press shows what they said. One way alone needs no choice. */
function Kinds({
  byKind,
  voters,
  shown,
  onShow,
}: {
  byKind: Record<BallotKind, VotesView>;
  voters: number;
  shown: BallotKind | null;
  onShow: (kind: BallotKind | null) => void;
}) {
  const { t } = useTranslation('polls');
  const { number } = useLanguage();
  const present = ballotKinds.filter((kind) => byKind[kind].voters > 0).reverse();
  if (present.length === 0) return null;
  const [only] = present;
  if (only && present.length === 1) return <p className={css.hint}>{t(`all-${only}`)}</p>;
  return (
    <>
      <div className={css.kinds} role="group" aria-label={t('kinds')}>
        <Chip selected={shown === null} onClick={() => onShow(null)}>
          {t('allKinds')} <span className="tabular">{number(voters)}</span>
        </Chip>
        {present.map((kind) => (
          <Chip key={kind} selected={shown === kind} onClick={() => onShow(kind)}>
            {t(`kind-${kind}`)} <span className="tabular">{number(byKind[kind].voters)}</span>
          </Chip>
        ))}
      </div>
      <p className={css.hint}>{t('fewOfKind')}</p>
    </>
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
