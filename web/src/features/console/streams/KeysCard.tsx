import type { MadeStreamKeyView } from '@sammelan/shared/ingest/ingest.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { Answer } from '../shell/Answer.js';
import { KeyRow } from './KeyRow.js';
import { NewKeyForm } from './NewKeyForm.js';
import { SecretCard } from './SecretCard.js';
import css from './Streams.module.css';
import { useStreamKeys } from './use-streams.js';

/** Stream keys: made, shown once, replaced, taken back; and what is sent by each now. */
export function KeysCard({ rallyId }: { rallyId: string }) {
  const { t } = useTranslation('streams');
  const query = useStreamKeys(rallyId);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<MadeStreamKeyView | null>(null);
  const add = (
    <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
      {t('newKey')}
    </Button>
  );
  const show = (key: MadeStreamKeyView) => {
    setAdding(false);
    setMade(key);
  };
  return (
    <>
      {adding && <NewKeyForm rallyId={rallyId} onMade={show} onClose={() => setAdding(false)} />}
      {made && query.data && <SecretCard made={made} servers={query.data} onDone={() => setMade(null)} />}
      <Card title={t('keysTitle')} text={t('keysText')} aside={!adding && query.data?.keys.length ? add : undefined}>
        <Answer query={query} skeleton={<Skeleton height="180px" />}>
          {({ keys }) =>
            keys.length ? (
              <ul className={css.list}>
                {keys.map((one) => (
                  <KeyRow key={one.id} rallyId={rallyId} streamKey={one} onMade={show} />
                ))}
              </ul>
            ) : (
              <EmptyState
                icon="camera"
                title={t('noKeysTitle')}
                text={t('noKeysText')}
                action={adding ? undefined : add}
              />
            )
          }
        </Answer>
      </Card>
    </>
  );
}
