import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../app/i18n/format.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useServerNow } from '../../app/use-now.js';
import { Slate } from './player/Slate.js';
import css from './Stage.module.css';

const daySeconds = 86_400;

/** Before the start: how long, and when in the rally's own zone. */
export function Countdown({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('watch');
  const { moment } = useLanguage();
  const now = useServerNow(rally.startsAt !== null);
  if (!rally.startsAt) return <Slate title={t('gathering')} text={t('notScheduled')} />;
  const seconds = Math.ceil((Date.parse(rally.startsAt) - now) / 1000);
  const when = t('startsAt', { moment: moment(rally.startsAt, rally.timeZone) });
  if (seconds <= 0) return <Slate title={t('gathering')} text={t('startsSoon')} />;
  const days = Math.floor(seconds / daySeconds);
  return (
    <div className={css.countdown}>
      <p>{t('startsIn')}</p>
      <p className={css.figure} role="timer">
        {days > 0 && <span className={css.days}>{t('days', { count: days })} </span>}
        <span className="tabular">{formatClock(seconds % daySeconds)}</span>
      </p>
      <p>{when}</p>
    </div>
  );
}
