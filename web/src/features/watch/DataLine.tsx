import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore } from '../../app/store.js';
import { classNames } from '../../ui/class-names.js';
import { Icon } from '../../ui/Icon.js';
import css from './DataLine.module.css';
import { chooseQuality } from './quality.js';
import { useVisit } from './VisitContext.js';

/**
 * One quiet line on a weak network or with the picture off: what it costs, and the way down or back. It stands in the place
 * of what else is said there (`children`), so that nothing moves when it comes.
 */
export function DataLine({ children }: { children: ReactNode }) {
  const { t } = useTranslation('watch');
  const { decimal } = useLanguage();
  const { viewer } = useVisit();
  const { quality, network, status, megabytesPerHour, film } = useStore(viewer.state);
  if (status !== 'playing') return children;
  const rate = Math.round(megabytesPerHour);
  // Nothing is known of the rate at first.
  const line = (...words: string[]) =>
    [...words, ...(rate > 0 ? [t('perHour', { rate: decimal(rate) })] : [])].join(' · ');
  const pictureOn = { label: t('pictureOn'), act: () => chooseQuality(viewer, 'auto') };
  if (quality === 'audio') return <Line chosen text={line(t('audioOnly'))} way={pictureOn} />;
  if (quality === 'slides') return <Line chosen text={line(t('qualitySlides'))} way={pictureOn} />;
  if (film?.soundOnly)
    return (
      <Line text={line(t('weakNetwork'), t('audioOnly'))} way={{ ...pictureOn, act: () => viewer.tryPicture() }} />
    );
  if (network !== 'weak') return children;
  const saveData = { label: t('saveData'), act: () => chooseQuality(viewer, 'audio') };
  return <Line text={line(t('weakNetwork'))} way={saveData} />;
}

interface LineProps {
  text: string;
  way: { label: string; act: () => void };
  /** The person wanted it so: nothing to warn of. */
  chosen?: boolean;
}

function Line({ text, way, chosen }: LineProps) {
  return (
    <>
      <p className={classNames(css.line, chosen && css.chosen)} role="status">
        <Icon name={chosen ? 'volume' : 'warning'} size={16} />
        <span>{text}</span>
      </p>
      <button type="button" className={css.way} onClick={way.act}>
        {way.label}
      </button>
    </>
  );
}
