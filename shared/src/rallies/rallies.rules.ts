export const rallyStates = ['draft', 'scheduled', 'open', 'live', 'ended', 'archived'] as const;
export type RallyState = (typeof rallyStates)[number];

/** Where a rally may go from each state. `open` is the green room: speakers are in, viewers wait. */
const transitions: Record<RallyState, readonly RallyState[]> = {
  draft: ['scheduled', 'open', 'archived'],
  scheduled: ['draft', 'open', 'archived'],
  open: ['scheduled', 'live', 'ended'],
  live: ['ended'],
  ended: ['archived'],
  archived: ['ended'],
};

export const mayMove = (from: RallyState, to: RallyState): boolean => transitions[from].includes(to);

export const nextStates = (from: RallyState): readonly RallyState[] => transitions[from];

/** Speakers may take their seats. */
export const isStageOpen = (state: RallyState): boolean => state === 'open' || state === 'live';

/** Viewers may connect: they wait before the start and stay for the goodbye. */
export const isJoinable = (state: RallyState): boolean => state !== 'draft' && state !== 'archived';

/** Listed in public and shown to whoever has the link. */
export const isPublic = (state: RallyState): boolean => isJoinable(state);

/** Chat takes messages. */
export const isChatOpen = (state: RallyState): boolean => state === 'scheduled' || isStageOpen(state);
