export const rallyStates = ['draft', 'scheduled', 'open', 'live', 'ended', 'archived'] as const;
export type RallyState = (typeof rallyStates)[number];

/** A rally's address: 3 to 60 small letters, digits and dashes. */
export const slugPattern = /^[a-z0-9](?:[a-z0-9-]{1,58}[a-z0-9])$/;

/** A phone's photograph fits. */
export const maxCoverMegabytes = 5;

/** What of a rally says where it may go. */
export interface RallyPosition {
  state: RallyState;
  /** A time is set for its start. */
  hasStart: boolean;
  /** It has ended once. */
  hasEnded: boolean;
}

/** Where a rally may go from each state. `open` is the green room: speakers are in, viewers wait. */
const transitions: Record<RallyState, readonly RallyState[]> = {
  draft: ['scheduled', 'open', 'archived'],
  scheduled: ['draft', 'open', 'archived'],
  open: ['scheduled', 'live', 'ended'],
  live: ['ended'],
  ended: ['archived'],
  archived: ['draft', 'ended'],
};

/** Where a rally may go now. Out of the archive it comes back as what it was: held, or never held. */
export const nextStates = ({ state, hasEnded }: Pick<RallyPosition, 'state' | 'hasEnded'>): readonly RallyState[] =>
  state === 'archived' ? [hasEnded ? 'ended' : 'draft'] : transitions[state];

/** What keeps a rally from going to `to`: there is no such way, or it is to be announced without a time. Null: nothing. */
export function moveHindrance(rally: RallyPosition, to: RallyState): 'no-way' | 'no-start' | null {
  if (!nextStates(rally).includes(to)) return 'no-way';
  return to === 'scheduled' && !rally.hasStart ? 'no-start' : null;
}

/** Speakers may take their seats. */
export const isStageOpen = (state: RallyState): boolean => state === 'open' || state === 'live';

/** Viewers may connect: they wait before the start and stay for the goodbye. */
export const isJoinable = (state: RallyState): boolean => state !== 'draft' && state !== 'archived';

/** Chat takes messages. */
export const isChatOpen = (state: RallyState): boolean => state === 'scheduled' || isStageOpen(state);
