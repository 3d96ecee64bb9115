import type { EventName } from '../socket-events.js';

/**
 * Events that belong to what is seen on stage at that moment. Each comes with the stream's time: a second argument, ms since
 * the epoch on the server's clock, the same that `EXT-X-PROGRAM-DATE-TIME` counts by.
 */
export const timedEvents: ReadonlySet<EventName> = new Set<EventName>([
  'poll:opened',
  'poll:tallied',
  'poll:ended',
  'poll:closed',
  'programme:changed',
  'stage:levelled',
  'rally:changed',
  'chat:pinned',
  'question:shown',
  'slide:shown',
  'caption:changed',
]);

/**
 * Nobody is kept waiting longer: who is further behind went back in the rally on purpose, and is to know of a poll while it
 * is open.
 */
export const longestHoldMs = 30_000;

/**
 * Whether an event of `at` is to be told now. @param shownMs the stream's time that is shown; null: live @param heldMs how
 * long it has been held back already, which counts where the picture stands still
 */
export const isDue = (at: number, shownMs: number | null, heldMs: number): boolean =>
  shownMs === null || at <= shownMs || at - shownMs > longestHoldMs || heldMs >= longestHoldMs;
