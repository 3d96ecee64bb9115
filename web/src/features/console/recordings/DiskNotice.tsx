import type { DiskView } from '@sammelan/shared/recordings/recordings.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Notice } from '../../../ui/Notice.js';

/** What to do where the disk fills up; nothing while it has room. */
export function DiskNotice({ disk }: { disk: DiskView | null }) {
  const { t } = useTranslation('recordings');
  const { share } = useLanguage();
  if (!disk || disk.state === 'ok') return null;
  return (
    <Notice tone={disk.state === 'full' ? 'stop' : 'hand'}>
      {t(`disk-${disk.state}`, { free: share(disk.freePercent / 100), stop: share(disk.stopPercent / 100) })}
    </Notice>
  );
}
