import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Button } from '../../../../ui/Button.js';
import { Confirm } from '../../shell/Confirm.js';
import { DownloadButton } from '../../shell/DownloadButton.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk, useDeskMay } from '../DeskContext.js';
import css from './PollsDesk.module.css';

/** What is left to do with a closed poll: take the figures away, and cut what links people to their answers. */
export function ClosedActs({ rally, poll }: { rally: RallyView; poll: PollView }) {
  const { t } = useTranslation('deskPolls');
  const { number } = useLanguage();
  const { connection } = useDesk();
  const mayUnlink = useDeskMay('poll.unlink');
  const act = useAct();
  const [asked, setAsked] = useState(false);
  return (
    <div className={css.acts}>
      <DownloadButton
        kind="quiet"
        path={`/api/rallies/${rally.id}/polls/${poll.id}/results.csv`}
        name={`${rally.slug}-poll.csv`}
      >
        {t('csv')}
      </DownloadButton>
      {poll.ballotsUrl && (
        <DownloadButton kind="quiet" path={poll.ballotsUrl} name="ballots.csv">
          {t('ballotsCsv')}
        </DownloadButton>
      )}
      {mayUnlink && !poll.unlinkedAt && (
        <>
          <Button kind="quiet" onClick={() => setAsked(true)}>
            {t('unlink')}
          </Button>
          <Confirm
            open={asked}
            dangerous
            title={t('unlinkTitle')}
            text={t('unlinkText', { shown: number(poll.tally?.voters ?? 0) })}
            act={t('unlinkAct')}
            onClose={() => setAsked(false)}
            onAct={() => act(connection.send('poll:unlink', { pollId: poll.id }), { done: t('unlinked') })}
          />
        </>
      )}
    </div>
  );
}
