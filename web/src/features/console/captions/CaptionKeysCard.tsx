import type { CaptionKeyView } from '@sammelan/shared/captions/captions.dto.js';
import { maxCaptionKeys } from '@sammelan/shared/captions/captions.rules.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { Answer } from '../shell/Answer.js';
import rows from '../shell/rows.module.css';
import css from '../streams/Streams.module.css';
import { CaptionKeyRow } from './CaptionKeyRow.js';
import { CaptionSecretCard } from './CaptionSecretCard.js';
import { NewCaptionKeyForm } from './NewCaptionKeyForm.js';
import { useCaptionKeys } from './use-caption-keys.js';

/** Keys for captioners outside: made, shown once, withdrawn; and when each was last used. */
export function CaptionKeysCard({ rallyId }: { rallyId: string }) {
  const { t } = useTranslation('captionKeys');
  const query = useCaptionKeys(rallyId);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<CaptionKeyView | null>(null);
  const count = query.data?.length ?? 0;
  const full = count >= maxCaptionKeys;
  const add = (
    <Button kind="main" icon="plus" disabled={full} onClick={() => setAdding(true)}>
      {t('make')}
    </Button>
  );
  return (
    <>
      {adding && (
        <NewCaptionKeyForm
          rallyId={rallyId}
          onMade={(key) => {
            setAdding(false);
            setMade(key);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {made?.key && <CaptionSecretCard label={made.label} secret={made.key} onDone={() => setMade(null)} />}
      <Card title={t('title')} text={t('text')} aside={!adding && count > 0 ? add : undefined}>
        <Answer query={query} skeleton={<Skeleton height="120px" />}>
          {(found) =>
            found.length > 0 ? (
              <ul className={css.list}>
                {found.map((one) => (
                  <CaptionKeyRow key={one.id} rallyId={rallyId} captionKey={one} />
                ))}
                {full && <li className={rows.facts}>{t('full')}</li>}
              </ul>
            ) : (
              <EmptyState
                icon="captions"
                title={t('noneTitle')}
                text={t('noneText')}
                action={adding ? undefined : add}
              />
            )
          }
        </Answer>
      </Card>
    </>
  );
}
