import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import { mayOpenPolls } from '@sammelan/shared/polls/polls.rules.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../../app/i18n/format.js';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { useNow } from '../../../../app/use-now.js';
import { Badge } from '../../../../ui/Badge.js';
import { Button } from '../../../../ui/Button.js';
import type { TimedPoll } from '../../../polls/polls-store.js';
import { PollResults } from '../../../polls/PollResults.js';
import { Confirm } from '../../shell/Confirm.js';
import { DownloadButton } from '../../shell/DownloadButton.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';
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
  const { local } = useLanguage();
  const { state, tally } = poll;
  return (
    <li className={css.poll}>
      <p className={css.facts}>
        <Badge tone={tones[state]}>{t(`deskPolls:${state}`)}</Badge>
        <span>{t(`deskPolls:${poll.kind}`)}</span>
        {state === 'open' && poll.closesAtHere !== null && <Countdown until={poll.closesAtHere} />}
      </p>
      <h3 className={css.question}>{local(poll.question)}</h3>
      {state === 'draft' && poll.kind !== 'rating' && (
        <ol className={css.options}>
          {poll.options.map((option, index) => (
            <li key={index}>{local(option)}</li>
          ))}
        </ol>
      )}
      {state !== 'draft' && tally && <PollResults poll={poll} tally={tally} />}
      {state === 'open' && poll.results === 'after-close' && <p className={css.facts}>{t('deskPolls:hidden')}</p>}
      {mayEdit && <PollActs rally={rally} poll={poll} onEdit={onEdit} />}
    </li>
  );
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
  if (poll.state === 'closed') {
    return (
      <DownloadButton
        kind="quiet"
        path={`/api/rallies/${rally.id}/polls/${pollId}/results.csv`}
        name={`${rally.slug}-poll.csv`}
      >
        {t('csv')}
      </DownloadButton>
    );
  }
  if (poll.state === 'open') {
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
