import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/Card.js';
import { Switch } from '../../../ui/Switch.js';
import { Failure } from '../shell/Failure.js';
import { useSaveOrganisation } from './use-save-organisation.js';

/** Whether a link alone lets somebody on the stage. */
export function StagePhonesForm({ stagePhones }: { stagePhones: boolean }) {
  const { t } = useTranslation('organisation');
  const save = useSaveOrganisation();
  return (
    <Card title={t('stage')} text={t('stageText')}>
      <Switch
        label={t('stagePhones')}
        checked={stagePhones}
        disabled={save.isPending}
        onChange={(wanted) => save.mutate({ stagePhones: wanted })}
      />
      <Failure error={save.error} />
    </Card>
  );
}
