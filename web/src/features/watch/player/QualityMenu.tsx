import type { Quality } from '@sammelan/shared/playback/playback.dto.js';
import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../../media/viewer.js';
import { useStorePart } from '../../../app/store.js';
import { Icon } from '../../../ui/Icon.js';
import { Menu } from '../../../ui/Menu.js';
import css from './Player.module.css';

const qualities: readonly Quality[] = ['auto', '480p', '240p', 'audio'];
const names = { auto: 'qualityAuto', '480p': 'quality480p', '240p': 'quality240p', audio: 'qualityAudio' } as const;
const shortNames = {
  auto: 'qualityAuto',
  '480p': 'qualityShort480p',
  '240p': 'qualityShort240p',
  audio: 'qualityAudio',
} as const;

/** What the viewer wants: less picture is less data. */
export function QualityMenu({ viewer, onChange }: { viewer: Viewer; onChange: (quality: Quality) => void }) {
  const { t } = useTranslation('watch');
  const quality = useStorePart(viewer.state, (state) => state.quality);
  return (
    <Menu
      label={t('quality')}
      side="above"
      items={qualities.map((key) => ({
        key,
        label: t(names[key]),
        checked: key === quality,
        onSelect: () => onChange(key),
      }))}
      trigger={(props) => (
        <button type="button" className={css.quality} {...props}>
          <span className="visually-hidden">{t('quality')}: </span>
          {t(shortNames[quality])}
          <Icon name="chevron-up" size={16} />
        </button>
      )}
    />
  );
}
