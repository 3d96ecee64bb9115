import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { KeysCard } from './KeysCard.js';
import { LatencyCard } from './LatencyCard.js';
import { PushCard } from './PushCard.js';
import css from './Streams.module.css';

/** What comes in from encoders, and where the programme goes beside. */
export default function StreamsPart({ rally }: { rally: RallyView }) {
  return (
    <div className={css.part}>
      <KeysCard rallyId={rally.id} />
      <PushCard rallyId={rally.id} />
      <LatencyCard rally={rally} />
    </div>
  );
}
