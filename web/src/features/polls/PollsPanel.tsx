import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Skeleton } from '../../ui/Skeleton.js';
import css from './Poll.module.css';
import { PollCard } from './PollCard.js';
import type { PollsStore } from './polls-store.js';

/** All polls of the rally, open ones first. */
export function PollsPanel({ store }: { store: PollsStore }) {
  const { t } = useTranslation(['polls', 'common']);
  const { loaded, polls, casting } = useStore(store.state);
  if (!loaded)
    return (
      <div className={css.poll} role="status" aria-label={t('common:loading')}>
        <Skeleton height="1.5em" width="70%" />
        <Skeleton height="52px" />
        <Skeleton height="52px" />
      </div>
    );
  if (polls.length === 0) return <EmptyState icon="poll" title={t('empty')} text={t('emptyText')} />;
  return (
    <div className={css.list}>
      {polls.map((poll) => (
        <PollCard key={poll.id} poll={poll} casting={casting[poll.id]} store={store} />
      ))}
    </div>
  );
}
