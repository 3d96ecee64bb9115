import type { MadeStreamKeyView, StreamKeysView } from '@sammelan/shared/ingest/ingest.dto.js';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Notice } from '../../../ui/Notice.js';
import { CopyField } from './CopyField.js';
import css from './Streams.module.css';

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
      <div className={css.form}>
        <Notice tone="hand">{t('secretText')}</Notice>
        <CopyField label={t('serverWhip')} value={servers.whipUrl} />
        {servers.rtmpUrl && <CopyField label={t('serverRtmp')} value={servers.rtmpUrl} />}
        <CopyField label={t('key')} value={made.secret} />
        <div className={css.actions}>
          <Button kind="main" onClick={onDone}>
            {t('done')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
