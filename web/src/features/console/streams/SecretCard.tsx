import type { MadeStreamKeyView, StreamKeysView } from '@sammelan/shared/ingest/ingest.dto.js';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Notice } from '../../../ui/Notice.js';
import rows from '../shell/rows.module.css';
import { CopyField } from './CopyField.js';

interface SecretCardProps {
  made: MadeStreamKeyView;
  servers: Pick<StreamKeysView, 'whipUrl' | 'rtmpUrl'>;
  onDone: () => void;
}

/** A key in the only moment in which it can be read, and where it is to be entered. */
export function SecretCard({ made, servers, onDone }: SecretCardProps) {
  const { t } = useTranslation('streams');
  return (
    <Card title={t('secretTitle', { name: made.key.name })}>
      <div className={rows.form}>
        <Notice tone="hand">{t('secretText')}</Notice>
        <CopyField label={t('serverWhip')} value={servers.whipUrl} />
        {servers.rtmpUrl && <CopyField label={t('serverRtmp')} value={servers.rtmpUrl} />}
        <CopyField label={t('key')} value={made.secret} />
        <div className={rows.acts}>
          <Button kind="main" onClick={onDone}>
            {t('done')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
