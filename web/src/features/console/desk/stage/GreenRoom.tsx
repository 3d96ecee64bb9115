import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { useStorePart } from '../../../../app/store.js';
import { Chip } from '../../../../ui/Chip.js';
import deskCss from '../Desk.module.css';
import { useDesk } from '../DeskContext.js';
import { SeatList } from './SeatList.js';

/** Who is on the stage or waits for it. */
export function GreenRoom({ rally, onHands }: { rally: RallyView; onHands: () => void }) {
  const { t } = useTranslation('desk');
  const hands = useStorePart(useDesk().stage.state, (view) => view?.hands.length ?? 0);
  return (
    <section aria-label={t('greenRoom')}>
      <div className={deskCss.bar}>
        <h2>{t('greenRoom')}</h2>
        {hands > 0 && (
          <Chip tone="hand" icon="hand" onClick={onHands}>
            {t('handsUp', { count: hands })}
          </Chip>
        )}
      </div>
      <div className={deskCss.scroll}>
        <SeatList rally={rally} />
      </div>
    </section>
  );
}
