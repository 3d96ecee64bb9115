import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { RallyState } from '@sammelan/shared/rallies/rallies.rules.js';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Button } from '../../../ui/Button.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { Answer } from '../shell/Answer.js';
import { Page } from '../shell/Page.js';
import { usePermission } from '../shell/use-me.js';
import css from './RalliesPage.module.css';
import { RallyRow } from './RallyRow.js';
import { useRallies, useWatching } from './use-rallies.js';

const groups = [
  { key: 'groupLive', states: ['live', 'open'] },
  { key: 'groupComing', states: ['scheduled'] },
  { key: 'groupDrafts', states: ['draft'] },
  { key: 'groupOver', states: ['ended'] },
  { key: 'groupArchived', states: ['archived'] },
] as const satisfies readonly { key: string; states: readonly RallyState[] }[];

/** Every rally this caller may organise, what is on air first. */
export function RalliesPage() {
  const { t } = useTranslation('rallies');
  const [, go] = useLocation();
  const rallies = useRallies();
  const mayCreate = usePermission('rally.create');
  const create = mayCreate && (
    <Button kind="main" icon="plus" onClick={() => go('/new')}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={rallies.data?.length ? create : undefined}>
      <Answer query={rallies} skeleton={<ListSkeleton />}>
        {(list) =>
          list.length ? (
            <Groups rallies={list} />
          ) : (
            <EmptyState
              icon="calendar"
              title={t(mayCreate ? 'emptyTitle' : 'none')}
              {...(mayCreate && { text: t('emptyText') })}
              action={create}
            />
          )
        }
      </Answer>
    </Page>
  );
}

function Groups({ rallies }: { rallies: readonly RallyView[] }) {
  const { t } = useTranslation('rallies');
  const watching = useWatching(rallies.some(({ state }) => state === 'live' || state === 'open'));
  return groups.map(({ key, states }) => {
    const members = rallies.filter(({ state }) => (states as readonly RallyState[]).includes(state));
    if (!members.length) return null;
    return (
      <section key={key} className={css.group}>
        <h2>{t(key)}</h2>
        <ul className={css.list}>
          {members.map((rally) => (
            <RallyRow key={rally.id} rally={rally} watching={watching.data?.[rally.id] ?? null} />
          ))}
        </ul>
      </section>
    );
  });
}

function ListSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={css.list} role="status" aria-busy="true" aria-label={t('loading')}>
      <Skeleton height="86px" />
      <Skeleton height="86px" />
      <Skeleton height="86px" />
    </div>
  );
}
