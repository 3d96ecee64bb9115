/** How far the server's clock is ahead of this browser's, in ms; phones are often minutes off. */
let aheadMs = 0;

/** Learns from an answer's `Date` header (whole seconds), asked at `askedAt` and come now. */
export function noteServerDate(header: string | null, askedAt: number): void {
  const server = header ? Date.parse(header) : NaN;
  if (Number.isNaN(server)) return;
  const error = server + 500 - (askedAt + Date.now()) / 2;
  // Within the header's own grain the phone's clock is the better one.
  aheadMs = Math.abs(error) < 1500 ? 0 : error;
}

/** Now on the server's clock, in ms since the epoch: what countdowns and poll timers run by. */
export const serverNow = (): number => Date.now() + aheadMs;
