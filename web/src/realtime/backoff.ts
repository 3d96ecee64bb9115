/** First wait after a loss; doubles with each failure. */
const baseMs = 500;
/** Whoever waits longest is back this soon after the server is; 5,000 viewers spread over it are 1,250 connects a second. */
const capMs = 4_000;

/**
 * Full-jitter back-off (AWS Architecture Blog, "Exponential Backoff And Jitter"): anywhere from now to the doubled wait,
 * so that a room that dropped together does not come back together. `attempt` counts from 0; `random` in [0, 1).
 */
export const backoffMs = (attempt: number, random = Math.random()): number =>
  Math.floor(random * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 10)));
