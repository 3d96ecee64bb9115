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

/** `green-room`: seated, not shown. `on-air`: in the programme. */
export type SeatState = 'green-room' | 'on-air';

/** How long a dropped speaker's seat waits for them: a phone call, a lift, a dead battery. */
export const seatHoldMs = 5 * 60_000;
