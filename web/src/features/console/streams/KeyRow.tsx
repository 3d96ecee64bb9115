import type { MadeStreamKeyView, StreamKeyView } from '@sammelan/shared/ingest/ingest.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Button } from '../../../ui/Button.js';
import { showToast } from '../../../ui/toasts.js';
import { Confirm } from '../shell/Confirm.js';
import rows from '../shell/rows.module.css';
import { IngestState } from './IngestState.js';
import { useCreateKey, useRevokeKey, useRotateKey } from './use-streams.js';

interface KeyRowProps {
  rallyId: string;
  streamKey: StreamKeyView;
  onMade: (key: MadeStreamKeyView) => void;
}

const failed = { onError: (error: unknown) => showToast({ tone: 'problem', text: errorText(error) }) };

/** One key: whose it is, what comes by it now, and what can be done with it. */
export function KeyRow({ rallyId, streamKey, onMade }: KeyRowProps) {
  const { t } = useTranslation('streams');
  const { day } = useLanguage();
  const [asking, setAsking] = useState<'rotate' | 'revoke' | null>(null);
  const create = useCreateKey(rallyId);
  const rotate = useRotateKey(rallyId);
  const revoke = useRevokeKey(rallyId);
  const { id, name, tail, lastUsedAt, identityId, ingests } = streamKey;
  const act = () => {
    if (asking === 'rotate') rotate.mutate(id, { onSuccess: onMade, ...failed });
    else revoke.mutate(id, { onSuccess: () => showToast({ tone: 'done', text: t('revoked') }), ...failed });
  };
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <p className={rows.name}>{name}</p>
        <p className={rows.facts}>
          <span>{t('endsWith', { tail })}</span>
          <span>{lastUsedAt ? t('lastUsed', { moment: day(lastUsedAt) }) : t('neverUsed')}</span>
        </p>
        {ingests.length > 0 ? (
          ingests.map((ingest) => <IngestState key={ingest.id} ingest={ingest} />)
        ) : (
          <p className={rows.facts}>{t('notSending')}</p>
        )}
      </div>
      <div className={rows.acts}>
        <Button
          kind="quiet"
          title={t('backupHint')}
          busy={create.isPending}
          onClick={() => create.mutate({ name, identityId }, { onSuccess: onMade, ...failed })}
        >
          {t('backup')}
        </Button>
        <Button kind="quiet" busy={rotate.isPending} onClick={() => setAsking('rotate')}>
          {t('rotate')}
        </Button>
        <Button kind="quiet" busy={revoke.isPending} onClick={() => setAsking('revoke')}>
          {t('revoke')}
        </Button>
      </div>
      <Confirm
        open={asking !== null}
        dangerous
        title={t(asking === 'rotate' ? 'rotateTitle' : 'revokeTitle', { name })}
        text={t(asking === 'rotate' ? 'rotateText' : 'revokeText')}
        act={t(asking === 'rotate' ? 'rotate' : 'revoke')}
        onClose={() => setAsking(null)}
        onAct={act}
      />
    </li>
  );
}
