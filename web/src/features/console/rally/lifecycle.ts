import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { nextStates, type RallyState } from '@sammelan/shared/rallies/rallies.rules.js';

/** A way on from a state, with the key of its words (`<key>` and `<key>-text`) and how it looks. */
export interface LifecycleStep {
  to: RallyState;
  words:
    | 'to-scheduled'
    | 'to-draft'
    | 'to-open'
    | 'to-live'
    | 'to-ended'
    | 'to-archived'
    | 'back-to-scheduled'
    | 'back-to-ended'
    | 'back-to-draft';
  kind: 'main' | 'plain' | 'stop';
  /** Asked about first: many people notice. */
  confirm: boolean;
}

/** The usual way on from each state. */
const usual: Partial<Record<RallyState, RallyState>> = { draft: 'scheduled', scheduled: 'open', open: 'live' };

function wordsFor(from: RallyState, to: RallyState): LifecycleStep['words'] {
  if (from === 'open' && to === 'scheduled') return 'back-to-scheduled';
  if (from === 'archived') return to === 'ended' ? 'back-to-ended' : 'back-to-draft';
  return `to-${to}`;
}

/** What may be done with a rally as it is, the usual step first. */
export const stepsFrom = ({ state: from, endedAt }: RallyView): readonly LifecycleStep[] =>
  nextStates({ state: from, hasEnded: endedAt !== null })
    .map((to): LifecycleStep => {
      const ends = to === 'ended' && from !== 'archived';
      const kind = ends ? 'stop' : usual[from] === to ? 'main' : 'plain';
      return { to, words: wordsFor(from, to), kind, confirm: ends || (from === 'open' && to === 'scheduled') };
    })
    .sort((a, b) => Number(b.kind === 'main') - Number(a.kind === 'main'));
