export const layouts = ['single', 'side-by-side', 'picture-in-picture', 'slate'] as const;
export type Layout = (typeof layouts)[number];

/** How many seats a layout shows, at least and at most. */
export const layoutSeats: Record<Layout, { min: number; max: number }> = {
  single: { min: 1, max: 1 },
  'side-by-side': { min: 2, max: 4 },
  'picture-in-picture': { min: 2, max: 2 },
  slate: { min: 0, max: 0 },
};

export const layoutFits = (layout: Layout, seats: number): boolean =>
  seats >= layoutSeats[layout].min && seats <= layoutSeats[layout].max;

/** The layout for a programme that has lost or gained seats: the same where it fits, else the plainest that does. */
export function layoutFor(layout: Layout, seats: number): Layout {
  if (layoutFits(layout, seats)) return layout;
  if (seats === 0) return 'slate';
  return seats === 1 ? 'single' : 'side-by-side';
}

/** `green-room`: seated, not shown. `on-air`: in the programme. */
export type SeatState = 'green-room' | 'on-air';

/** How long a dropped speaker's seat waits for them: a phone call, a lift, a dead battery. */
export const seatHoldMs = 5 * 60_000;

/** Seats on one stage, held ones included: a panel and those waiting for their turn. */
export const seatsPerStage = 24;

/** Hands that can be up at once; nobody gets further down a longer queue. */
export const handsPerStage = 1000;

/** How long a viewer whose hand was taken may use the stage; going back to the audience ends it earlier. */
export const invitedGrantMs = 6 * 60 * 60_000;
