import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';
import css from './Programme.module.css';
import { makeFirst, takeOffAir } from './programme-moves.js';

/** Who is in the picture, in order; a press shows them first, the cross takes them out. */
export function OnAirSeats() {
  const { t } = useTranslation('desk');
  const { stage } = useDesk();
  const act = useAct();
  const programme = useStore(stage.state)?.programme;
  return (
    <ul className={css.seats} aria-label={t('inPicture')}>
      {programme?.seats.map((seat, index) => {
        const name = seat.name || t('guest');
        return (
          <li key={seat.id} className={css.seat}>
            <button
              type="button"
              className={css.name}
              disabled={index === 0}
              title={index === 0 ? name : t('makeFirst', { name })}
              aria-label={index === 0 ? name : t('makeFirst', { name })}
              onClick={() => act(stage.direct(makeFirst(programme, seat.id)))}
            >
              {name}
            </button>
            <IconButton
              icon="close"
              className={css.remove}
              label={t('remove', { name })}
              onClick={() => act(stage.direct(takeOffAir(programme, seat.id)))}
            />
          </li>
        );
      })}
    </ul>
  );
}
