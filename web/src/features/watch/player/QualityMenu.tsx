import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import type { Viewer } from '../../../media/viewer.js';
import type { Choice } from '../../../media/viewer-state.js';
import { useStorePart } from '../../../app/store.js';
import { Icon } from '../../../ui/Icon.js';
import { Menu } from '../../../ui/Menu.js';
import css from './Player.module.css';

const choices: readonly Choice[] = ['auto', '480p', '240p', 'slides', 'audio'];
const names = {
  auto: 'qualityAuto',
  '480p': 'quality480p',
  '240p': 'quality240p',
  slides: 'qualitySlides',
  audio: 'qualityAudio',
} as const;
const shortNames = {
  auto: 'qualityAuto',
  '480p': 'qualityShort480p',
  '240p': 'qualityShort240p',
  slides: 'qualityShortSlides',
  audio: 'qualityAudio',
} as const;

/** What the viewer wants: less picture is less data. */
export function QualityMenu({ viewer, onChange }: { viewer: Viewer; onChange: (quality: Choice) => void }) {
  const { t } = useTranslation('watch');
  const { decimal } = useLanguage();
  const quality = useStorePart(viewer.state, (state) => state.quality);
  const rewindable = useStorePart(viewer.state, (state) => state.rewindable);
  const used = useStorePart(viewer.state, (state) => decimal(state.megabytesUsed));
  const rate = useStorePart(viewer.state, (state) => decimal(Math.round(state.megabytesPerHour)));
  // Stills are cut from the HLS.
  const offered = choices.filter((key) => key !== 'slides' || rewindable || key === quality);
  return (
    <Menu
      label={t('quality')}
      side="above"
      note={t('meter', { used, rate })}
      items={offered.map((key) => ({
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
