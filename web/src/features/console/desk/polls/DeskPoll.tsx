import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import { isSilent, mayOpenPolls } from '@sammelan/shared/polls/polls.rules.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../../app/i18n/format.js';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { useNow } from '../../../../app/use-now.js';
import { Badge } from '../../../../ui/Badge.js';
import { Button } from '../../../../ui/Button.js';
import { Notice } from '../../../../ui/Notice.js';
import type { TimedPoll } from '../../../polls/polls-store.js';
import { PollResults } from '../../../polls/PollResults.js';
import { Confirm } from '../../shell/Confirm.js';
import { useAct } from '../../shell/use-act.js';
import { useOrganisation } from '../../shell/use-organisation.js';
import { useDesk } from '../DeskContext.js';
import { ClosedActs } from './ClosedActs.js';
import css from './PollsDesk.module.css';

interface DeskPollProps {
  rally: RallyView;
  poll: TimedPoll;
  mayEdit: boolean;
  onEdit: (poll: PollView) => void;
}

const tones = { open: 'ok', draft: 'quiet', closed: 'quiet' } as const;

/** One poll with what it is at, its bars, and the way on. */
export function DeskPoll({ rally, poll, mayEdit, onEdit }: DeskPollProps) {
  const { t } = useTranslation(['deskPolls', 'polls']);
  const { local, day } = useLanguage();
  const { state, tally } = poll;
  return (
    <li className={css.poll}>
      <p className={css.facts}>
        <Badge tone={tones[state]}>{t(`deskPolls:${state}`)}</Badge>
        <span>{t(`deskPolls:${poll.kind}`)}</span>
        {poll.ended && <span>{t('deskPolls:ended')}</span>}
        {state === 'open' && !poll.ended && poll.closesAtHere !== null && <Countdown until={poll.closesAtHere} />}
      </p>
      <h3 className={css.question}>{local(poll.question)}</h3>
      {poll.votingIntention && <Intention poll={poll} />}
      {state === 'draft' && poll.kind !== 'rating' && (
        <ol className={css.options}>
          {poll.options.map((option, index) => (
            <li key={index}>{local(option)}</li>
          ))}
        </ol>
      )}
      {state !== 'draft' && tally && <PollResults poll={poll} tally={tally} />}
      {state === 'open' && poll.results === 'after-close' && <p className={css.facts}>{t('deskPolls:hidden')}</p>}
      {poll.unlinkedAt && <p className={css.facts}>{t('deskPolls:unlinkedSince', { day: day(poll.unlinkedAt) })}</p>}
      {mayEdit && <PollActs rally={rally} poll={poll} onEdit={onEdit} />}
    </li>
  );
}

/** That it asks how people will vote, and when it must not. */
function Intention({ poll }: { poll: PollView }) {
  const { t } = useTranslation('deskPolls');
  const { moment } = useLanguage();
  const silence = useOrganisation().data?.silence ?? null;
  const now = useNow();
  if (poll.state === 'draft' && silence && isSilent(silence, now))
    return <Notice tone="stop">{t('silenced', { until: moment(silence.until) })}</Notice>;
  if (poll.withheldUntil) return <Notice tone="hand">{t('withheld', { until: moment(poll.withheldUntil) })}</Notice>;
  return <Notice tone="hand">{t(poll.state === 'closed' ? 'intentionClosed' : 'intentionWarning')}</Notice>;
}

function Countdown({ until }: { until: number }) {
  const { t } = useTranslation('polls');
  const now = useNow();
  return <span className="tabular">{t('closesIn', { clock: formatClock((until - now) / 1000) })}</span>;
}

function PollActs({ rally, poll, onEdit }: Omit<DeskPollProps, 'mayEdit'>) {
  const { t } = useTranslation('deskPolls');
  const { connection } = useDesk();
  const act = useAct();
  const [discarding, setDiscarding] = useState(false);
  const pollId = poll.id;
  if (poll.state === 'closed') return <ClosedActs rally={rally} poll={poll} />;
  if (poll.state === 'open') {
    if (poll.ended) return null;
    return <Button onClick={() => act(connection.send('poll:close', { pollId }))}>{t('close')}</Button>;
  }
  const opens = poll.seconds ? t('openNowTimed', { clock: formatClock(poll.seconds) }) : t('openNow');
  return (
    <div className={css.acts}>
      <Button
        kind="main"
        disabled={!mayOpenPolls(rally.state)}
        onClick={() => act(connection.send('poll:open', { pollId }))}
      >
        {opens}
      </Button>
      <Button icon="edit" onClick={() => onEdit(poll)}>
        {t('edit')}
      </Button>
      <Button kind="quiet" onClick={() => setDiscarding(true)}>
        {t('discard')}
      </Button>
      <Confirm
        open={discarding}
        dangerous
        title={t('discardTitle')}
        text={t('discardText')}
        act={t('discard')}
        onClose={() => setDiscarding(false)}
        onAct={() => act(connection.send('poll:discard', { pollId }), { done: t('discarded') })}
      />
    </div>
  );
}
