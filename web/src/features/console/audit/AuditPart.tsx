import type { AuditEntryView } from '@sammelan/shared/audit/audit.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../app/api.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { keys } from '../query.js';
import { Answer } from '../shell/Answer.js';
import css from './AuditPart.module.css';
import { AuditRow } from './AuditRow.js';

/** As the server gives them; a shorter page is the last. */
const pageEntries = 100;

/** Every act of power in the rally, the latest first. */
export default function AuditPart({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('people');
  const entries = useInfiniteQuery({
    queryKey: keys.audit(rally.id),
    queryFn: ({ pageParam }) =>
      api<AuditEntryView[]>(`/api/rallies/${rally.id}/audit${pageParam === null ? '' : `?before=${pageParam}`}`),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < pageEntries ? undefined : page.at(-1)?.seq),
    select: ({ pages }) => pages.flat(),
  });
  return (
    <Card title={t('recordTitle')} text={t('recordText')}>
      <Answer query={entries} skeleton={<Skeleton height="240px" />}>
        {(list) =>
          list.length ? (
            <ol className={css.list}>
              {list.map((entry) => (
                <AuditRow key={entry.seq} entry={entry} />
              ))}
            </ol>
          ) : (
            <EmptyState icon="clock" title={t('noRecordTitle')} />
          )
        }
      </Answer>
      {entries.hasNextPage && (
        <Button busy={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </Card>
  );
}
