import type { SeatView, StageView } from '@sammelan/shared/stage/stage.dto.js';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.js';
import css from './GreenRoom.module.css';

/** What a speaker who waits should know: the producer's word, and who is on air. */
export function GreenRoom({ stage, seat }: { stage: StageView; seat: SeatView }) {
  const { t } = useTranslation('stage');
  const names = stage.programme.seats.map(({ name }) => name).join(', ');
  return (
    <section className={css.room}>
      <p>{t('inGreenRoom')}</p>
      <p className={css.quiet}>{names ? t('nowOnAir', { names }) : t('nobodyOnAir')}</p>
      <Cue seat={seat} />
    </section>
  );
}

/** The producer's word to this speaker; read out when it comes. */
export function Cue({ seat }: { seat: SeatView }) {
  const { t } = useTranslation('stage');
  return (
    <div role="status">
      {seat.cue && (
        <p className={css.cue}>
          <Icon name="chat" size={20} />
          <span>
            <span className={css.from}>{t('cueFrom')}</span> {seat.cue}
          </span>
        </p>
      )}
    </div>
  );
}
