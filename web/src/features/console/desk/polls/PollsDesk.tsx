import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { Button } from '../../../../ui/Button.js';
import { EmptyState } from '../../../../ui/EmptyState.js';
import { Skeleton } from '../../../../ui/Skeleton.js';
import type { TimedPoll } from '../../../polls/polls-store.js';
import deskCss from '../Desk.module.css';
import { useDesk, useDeskMay } from '../DeskContext.js';
import css from './PollsDesk.module.css';
import { DeskPoll } from './DeskPoll.js';
import { PollEditor } from './PollEditor.js';

const order = { open: 0, draft: 1, closed: 2 } as const;

/** Polls to prepare, open, watch and close. */
export function PollsDesk({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('deskPolls');
  const { polls, loaded } = useStore(useDesk().polls.state);
  const mayEdit = useDeskMay('poll.edit');
  const [editing, setEditing] = useState<PollView | 'new' | null>(null);
  const add = mayEdit && (
    <Button icon="plus" onClick={() => setEditing('new')}>
      {t('new')}
    </Button>
  );
  const sorted: TimedPoll[] = [...polls].sort((a, b) => order[a.state] - order[b.state]);
  return (
    <section aria-label={t('title')} className={css.panel}>
      <div className={deskCss.bar}>
        <h2>{t('title')}</h2>
        {polls.length > 0 && add}
      </div>
      <div className={deskCss.scroll}>
        {!loaded && <Skeleton height="96px" />}
        {loaded && polls.length === 0 && (
          <EmptyState
            icon="poll"
            title={t('noneTitle')}
            text={t(mayEdit ? 'noneText' : 'noneTextReader')}
            action={add}
          />
        )}
        <ul>
          {sorted.map((poll) => (
            <DeskPoll key={poll.id} rally={rally} poll={poll} mayEdit={mayEdit} onEdit={setEditing} />
          ))}
        </ul>
      </div>
      <PollEditor editing={editing} onClose={() => setEditing(null)} />
    </section>
  );
}
