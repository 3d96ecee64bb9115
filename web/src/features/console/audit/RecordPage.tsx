import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Field, Select } from '../../../ui/Field.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import powersCss from '../people/PowersPage.module.css';
import { Answer } from '../shell/Answer.js';
import { DayField } from '../shell/DayField.js';
import { Page } from '../shell/Page.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { useMe } from '../shell/use-me.js';
import css from './AuditPart.module.css';
import { AuditRow } from './AuditRow.js';
import { type RecordWanted, useRecord } from './use-record.js';
import { VerificationCard } from './VerificationCard.js';

const acts = ['rally', 'invite', 'grant', 'moderation', 'chat', 'poll', 'stage', 'organisation', 'region'] as const;
const everything: RecordWanted = { actor: '', action: '', subject: '', from: '', to: '' };

/** Who did what, as far as one's own area reaches: to search; and, over the whole organisation, whether the list is whole. */
export default function RecordPage() {
  const { t } = useTranslation('people');
  const [wanted, setWanted] = useState(everything);
  const me = useMe();
  const seesWhole = me.data?.permissions.includes('audit.read') ?? false;
  const entries = useRecord(useDeferredValue(wanted));
  const set = (change: Partial<RecordWanted>) => setWanted((before) => ({ ...before, ...change }));
  // What only some see stands above the rest, which would move.
  if (me.isPending) return <PageSkeleton />;
  return (
    <Page title={t('recordTitle')}>
      {seesWhole && <VerificationCard />}
      <Card text={t('recordAllText')}>
        <div className={powersCss.pair} role="search">
          <Field
            label={t('recordWho')}
            type="search"
            maxLength={80}
            value={wanted.actor}
            onChange={(event) => set({ actor: event.currentTarget.value })}
          />
          <Select
            label={t('recordWhat')}
            value={wanted.action}
            options={[['', t('act-all')], ...acts.map((one) => [one, t(`act-${one}`)] as const)]}
            onChange={(event) => set({ action: event.currentTarget.value })}
          />
          <Field
            label={t('recordOnWhom')}
            type="search"
            maxLength={80}
            value={wanted.subject}
            onChange={(event) => set({ subject: event.currentTarget.value })}
          />
          <DayField label={t('recordFrom')} value={wanted.from} onChange={(from) => set({ from })} />
          <DayField label={t('recordTo')} value={wanted.to} onChange={(to) => set({ to })} />
        </div>
        <Answer query={entries} skeleton={<Skeleton height="320px" />}>
          {(list) =>
            list.length ? (
              <ol className={css.list} aria-busy={entries.isPlaceholderData}>
                {list.map((entry) => (
                  <AuditRow key={entry.seq} entry={entry} />
                ))}
              </ol>
            ) : (
              <EmptyState icon="clock" title={t(wanted === everything ? 'noRecordTitle' : 'noneFoundTitle')} />
            )
          }
        </Answer>
        {entries.hasNextPage && (
          <Button busy={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
            {t('older')}
          </Button>
        )}
      </Card>
    </Page>
  );
}
