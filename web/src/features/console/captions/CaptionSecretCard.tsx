import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Notice } from '../../../ui/Notice.js';
import rows from '../shell/rows.module.css';
import { CopyField } from '../streams/CopyField.js';

interface CaptionSecretCardProps {
  label: string;
  secret: string;
  onDone: () => void;
}

/** A key in the only moment in which it can be read, where lines are sent, and a line to try it with. */
export function CaptionSecretCard({ label, secret, onDone }: CaptionSecretCardProps) {
  const { t } = useTranslation('captionKeys');
  const address = `${location.origin}/api/captions`;
  const line = JSON.stringify({ lineId: crypto.randomUUID(), text: t('sampleLine'), final: true });
  const sample = `curl ${address} -H 'Caption-Key: ${secret}' -H 'Content-Type: application/json' -d '${line}'`;
  return (
    <Card title={t('secretTitle', { label })}>
      <div className={rows.form}>
        <Notice tone="hand">{t('secretText')}</Notice>
        <CopyField label={t('address')} value={address} />
        <CopyField label={t('header')} value={`Caption-Key: ${secret}`} />
        <CopyField label={t('sample')} value={sample} />
        <div className={rows.acts}>
          <Button kind="main" onClick={onDone}>
            {t('done')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
