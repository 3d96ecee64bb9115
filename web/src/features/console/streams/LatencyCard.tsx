import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/Card.js';
import { Switch } from '../../../ui/Switch.js';
import { useEditRally } from '../rally/use-rally.js';
import { Failure } from '../shell/Failure.js';

/** How far behind those are who watch by HLS: at once, also while it is live. */
export function LatencyCard({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('streams');
  const edit = useEditRally(rally.id);
  return (
    <Card title={t('latencyTitle')} text={t('latencyText')}>
      <div>
        <Switch
          label={t('lowLatency')}
          checked={edit.isPending ? !rally.lowLatency : rally.lowLatency}
          onChange={(lowLatency) => edit.mutate({ lowLatency })}
        />
        <Failure error={edit.error} />
      </div>
    </Card>
  );
}
