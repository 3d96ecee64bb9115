import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore } from '../../app/store.js';
import { OfflineBar } from '../../ui/OfflineBar.js';
import css from './DataLine.module.css';
import { chooseQuality } from './quality.js';
import { useVisit } from './VisitContext.js';

/** One quiet line on a weak network or with the picture off: what it costs, and the way down or back. */
export function DataLine() {
  const { t } = useTranslation('watch');
  const { decimal } = useLanguage();
  const { viewer } = useVisit();
  const { quality, network, status, megabytesPerHour, film } = useStore(viewer.state);
  if (status !== 'playing') return null;
  const rate = decimal(Math.round(megabytesPerHour));
  const toggle = (to: 'auto' | 'audio', label: string) => (
    <button type="button" className={css.way} onClick={() => chooseQuality(viewer, to)}>
      {label}
    </button>
  );
  if (quality === 'audio')
    return (
      <OfflineBar chosen action={toggle('auto', t('pictureOn'))}>
        {t('audioOnlyData', { rate })}
      </OfflineBar>
    );
  if (quality === 'slides')
    return (
      <OfflineBar chosen action={toggle('auto', t('pictureOn'))}>
        {t('slidesData', { rate })}
      </OfflineBar>
    );
  if (film?.soundOnly) {
    const again = (
      <button type="button" className={css.way} onClick={() => viewer.tryPicture()}>
        {t('pictureOn')}
      </button>
    );
    return <OfflineBar action={again}>{t('weakAudioData', { rate })}</OfflineBar>;
  }
  if (network === 'weak')
    return <OfflineBar action={toggle('audio', t('saveData'))}>{t('weakNetworkData', { rate })}</OfflineBar>;
  return null;
}
