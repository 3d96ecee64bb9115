import type { RallyState } from '@sammelan/shared/rallies/rallies.rules.js';

/** Keys of the states' names in the console's texts. */
export const rallyStateNames = {
  draft: 'stateDraft',
  scheduled: 'stateScheduled',
  open: 'stateOpen',
  live: 'stateLive',
  ended: 'stateEnded',
  archived: 'stateArchived',
} as const satisfies Record<RallyState, string>;
