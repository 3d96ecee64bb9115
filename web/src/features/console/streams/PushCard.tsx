import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { Answer } from '../shell/Answer.js';
import { NewPushForm } from './NewPushForm.js';
import { PushRow } from './PushRow.js';
import css from './Streams.module.css';
import { usePushTargets } from './use-streams.js';

/** Other services that the programme is sent on to. */
export function PushCard({ rallyId }: { rallyId: string }) {
  const { t } = useTranslation('streams');
  const query = usePushTargets(rallyId);
  const [adding, setAdding] = useState(false);
  const add = (
    <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
      {t('newPush')}
    </Button>
  );
  return (
    <>
      {adding && <NewPushForm rallyId={rallyId} onClose={() => setAdding(false)} />}
      <Card title={t('pushTitle')} text={t('pushText')} aside={!adding && query.data?.length ? add : undefined}>
        <Answer query={query} skeleton={<Skeleton height="120px" />}>
          {(targets) =>
            targets.length ? (
              <ul className={css.list}>
                {targets.map((target) => (
                  <PushRow key={target.id} rallyId={rallyId} target={target} />
                ))}
              </ul>
            ) : (
              <EmptyState
                icon="share"
                title={t('noPushTitle')}
                text={t('noPushText')}
                action={adding ? undefined : add}
              />
            )
          }
        </Answer>
      </Card>
    </>
  );
}
