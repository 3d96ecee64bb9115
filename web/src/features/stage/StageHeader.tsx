import type { SeatView } from '@sammelan/shared/stage/stage.dto.js';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../app/i18n/format.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore } from '../../app/store.js';
import { useNow } from '../../app/use-now.js';
import { Badge } from '../../ui/Badge.js';
import { classNames } from '../../ui/class-names.js';
import css from './StageHeader.module.css';
import { useSpeaking } from './SpeakingContext.js';
import { useUplinkWords } from './use-uplink-words.js';

/** Where the speaker stands, in words: on air or not, since when, before how many, over what network. */
export function StageHeader({ seat }: { seat: SeatView | undefined }) {
  const { t } = useTranslation('stage');
  const { number } = useLanguage();
  const { attendance } = useSpeaking();
  const watching = useStore(attendance.state)?.now;
  const uplink = useUplinkWords();
  const onAir = seat?.state === 'on-air';
  const now = useNow(onAir);
  const seconds = onAir && seat.onAirSince ? (now - Date.parse(seat.onAirSince)) / 1000 : 0;
  return (
    <header className={css.header}>
      <h1 className={css.place}>
        {onAir ? (
          <Badge tone="live" solid>
            {t('onAir')}
          </Badge>
        ) : (
          t('greenRoom')
        )}
      </h1>
      {onAir && (
        <span className={classNames(css.time, 'tabular')} aria-label={t('timeOnAir')} role="timer">
          {formatClock(seconds)}
        </span>
      )}
      {watching !== undefined && (
        <span className={classNames(css.figure, 'tabular')}>{t('watching', { shown: number(watching) })}</span>
      )}
      <span className={classNames(css.network, !uplink.good && css.weak)} role="status">
        {uplink.words}
      </span>
    </header>
  );
}
