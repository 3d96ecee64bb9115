import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { formatClock } from '../../app/i18n/format.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useNow } from '../../app/use-now.js';
import { Button } from '../../ui/Button.js';
import { classNames } from '../../ui/class-names.js';
import { Icon } from '../../ui/Icon.js';
import { Notice } from '../../ui/Notice.js';
import { BallotForm } from './BallotForm.js';
import css from './Poll.module.css';
import { PollResults } from './PollResults.js';
import { type CastingView, type PollsStore, takesBallots, type TimedPoll } from './polls-store.js';
import { keptReceipt } from './receipts.js';

const PollReceipt = lazy(() => import('./PollReceipt.js').then((module) => ({ default: module.PollReceipt })));
const Recount = lazy(() => import('./Recount.js').then((module) => ({ default: module.Recount })));

interface PollCardProps {
  poll: TimedPoll;
  casting: CastingView | undefined;
  store: PollsStore;
  /** The heading is said elsewhere (the sheet's title). */
  untitled?: boolean;
}

/** One poll: to be answered, answered, or its result. */
export function PollCard({ poll, casting, store, untitled }: PollCardProps) {
  const { t } = useTranslation('polls');
  const { local, moment } = useLanguage();
  const [asked, setAsked] = useState<'answer' | 'result' | null>(null);
  const open = takesBallots(poll);
  const answered = poll.myBallot !== null;
  const mayAnswer = open && (!answered || poll.changeable);
  const view = asked ?? (mayAnswer && !answered ? 'answer' : 'result');
  const receipt = poll.myBallot?.receipt ?? keptReceipt(poll.id);
  const saving = casting !== undefined && casting.failure === null;
  return (
    <article className={classNames(css.poll, untitled && css.untitled)} aria-label={local(poll.question)}>
      {!untitled && <h2 className={css.question}>{local(poll.question)}</h2>}
      {open && poll.closesAtHere !== null && <Closing at={poll.closesAtHere} />}
      {poll.ended && <p className={css.closing}>{t('ended')}</p>}
      {poll.votingIntention && open && <Notice>{t('intention')}</Notice>}
      {poll.withheldUntil && <Notice>{t('withheld', { moment: moment(poll.withheldUntil) })}</Notice>}
      {view === 'answer' && mayAnswer ? (
        <BallotForm
          poll={poll}
          saving={saving}
          sent={casting?.choices}
          onCast={(choices) => {
            store.cast(poll.id, choices);
            setAsked(null);
          }}
        />
      ) : (
        poll.tally && <PollResults poll={poll} tally={poll.tally} />
      )}
      <p className={css.fate} role="status">
        {saving && t('saving')}
        {casting?.failure && <span className={css.failed}>{errorText(casting.failure)}</span>}
        {!casting && answered && open && (
          <span className={css.saved}>
            <Icon name="check" size={18} /> {poll.tally ? t('saved') : t('savedHidden')}
          </span>
        )}
      </p>
      {view === 'result' && mayAnswer && !saving && (
        <Button kind="quiet" icon="edit" onClick={() => setAsked('answer')}>
          {answered ? t('voteAgain') : t('answer')}
        </Button>
      )}
      {view === 'answer' && poll.tally && (
        <Button kind="quiet" icon="chart" onClick={() => setAsked('result')}>
          {t('seeResults')}
        </Button>
      )}
      {view === 'result' && !saving && (receipt !== null || poll.ballotsUrl !== null) && (
        <Suspense fallback={null}>
          {receipt !== null && <PollReceipt poll={poll} receipt={receipt} />}
          {poll.ballotsUrl !== null && <Recount url={poll.ballotsUrl} />}
        </Suspense>
      )}
    </article>
  );
}

function Closing({ at }: { at: number }) {
  const { t } = useTranslation('polls');
  const seconds = Math.max(0, Math.ceil((at - useNow()) / 1000));
  return (
    <p className={css.closing}>
      <Icon name="clock" size={16} />
      <span className="tabular">{t('closesIn', { clock: formatClock(seconds) })}</span>
    </p>
  );
}
