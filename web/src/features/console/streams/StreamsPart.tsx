import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { CaptionKeysCard } from '../captions/CaptionKeysCard.js';
import { useCaptionKeys } from '../captions/use-caption-keys.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { KeysCard } from './KeysCard.js';
import { LatencyCard } from './LatencyCard.js';
import { PushCard } from './PushCard.js';
import css from './Streams.module.css';
import { usePushTargets, useStreamKeys } from './use-streams.js';

/** What comes in from encoders and captioners, and where the programme goes beside. */
export default function StreamsPart({ rally }: { rally: RallyView }) {
  // One that came later would move the others.
  const coming = [useStreamKeys(rally.id), useCaptionKeys(rally.id), usePushTargets(rally.id)].some(
    ({ isPending }) => isPending,
  );
  if (coming) return <PageSkeleton />;
  return (
    <div className={css.part}>
      <KeysCard rallyId={rally.id} />
      <CaptionKeysCard rallyId={rally.id} />
      <PushCard rallyId={rally.id} />
      <LatencyCard rally={rally} />
    </div>
  );
}
