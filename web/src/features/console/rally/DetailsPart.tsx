import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { usePermission } from '../shell/use-me.js';
import { CoverCard } from './CoverCard.js';
import css from './DetailsPart.module.css';
import { DetailsForm } from './DetailsForm.js';
import { FiguresCard } from './FiguresCard.js';
import { LifecycleCard } from './LifecycleCard.js';
import { ShareCard } from './ShareCard.js';

/** What the rally is, where it stands and how to share it. Who may not edit it can still share it. */
export function DetailsPart({ rally }: { rally: RallyView }) {
  const mayEdit = usePermission('rally.edit', rally.id);
  const mayDirect = usePermission('rally.direct', rally.id);
  return (
    <div className={css.columns}>
      <div className={css.column}>
        {mayEdit && <DetailsForm key={rally.id} rally={rally} />}
        {mayEdit && <CoverCard rally={rally} />}
        {!mayEdit && <ShareCard rally={rally} />}
      </div>
      <div className={css.column}>
        {mayDirect && <LifecycleCard rally={rally} />}
        {rally.state !== 'draft' && mayEdit && <ShareCard rally={rally} />}
        {mayEdit && (rally.state === 'ended' || rally.state === 'archived') && <FiguresCard rally={rally} />}
      </div>
    </div>
  );
}
