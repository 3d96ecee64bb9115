import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { apiResponse } from '../../../../app/api.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { Menu } from '../../../../ui/Menu.js';
import { saveBlob } from '../../../../app/save-blob.js';
import { useAct } from '../../shell/use-act.js';
import { useDeskMay } from '../DeskContext.js';

/** The figures as files. */
export function CrowdDownloads({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('deskCrowd');
  const act = useAct();
  const mayExport = useDeskMay('attendance.export');
  if (!mayExport) return null;
  const save = async (file: string) =>
    saveBlob(
      await (await apiResponse(`/api/rallies/${rally.id}/${file}`)).blob(),
      `${rally.slug}-${file.replace('/', '-')}`,
    );
  return (
    <Menu
      label={t('downloads')}
      items={[
        { key: 'regions', label: t('csv'), icon: 'download', onSelect: () => act(save('attendance.csv')) },
        {
          key: 'sessions',
          label: t('sessionsCsv'),
          icon: 'download',
          onSelect: () => act(save('attendance/sessions.csv')),
        },
      ]}
      trigger={(props) => <IconButton icon="download" label={t('downloads')} {...props} />}
    />
  );
}
