import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import deskCss from '../Desk.module.css';
import { useDeskMay } from '../DeskContext.js';
import { Extras } from '../programme/Extras.js';
import { LayoutSwitcher } from '../programme/LayoutSwitcher.js';
import { NoticeLine } from '../programme/NoticeLine.js';
import css from '../programme/Programme.module.css';
import { GreenRoom } from './GreenRoom.js';

/** The stage on a phone: layout, speakers, notice. */
export function StageTab({ rally, onHands }: { rally: RallyView; onHands: () => void }) {
  const mayDirect = useDeskMay('stage.direct');
  const mayNotice = useDeskMay('rally.direct');
  return (
    <div className={deskCss.scroll}>
      {mayDirect && isStageOpen(rally.state) && (
        <div className={css.controls}>
          <LayoutSwitcher />
        </div>
      )}
      <GreenRoom rally={rally} onHands={onHands} />
      {mayDirect && <Extras rally={rally} />}
      {mayNotice && <NoticeLine rally={rally} />}
    </div>
  );
}
