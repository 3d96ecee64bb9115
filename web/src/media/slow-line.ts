// The smallest picture with its sound is twice that.
const slowKbps = 120;
/** Less says nothing about a line: it is over before the line is full. */
const tellingBytes = 20_000;

/** What the page itself came in with, kbit/s; Infinity where it came from the browser's cache. */
export function arrivalKbps(entries: readonly PerformanceResourceTiming[]): number {
  const fetched = entries.filter(({ transferSize }) => transferSize > 0);
  const bytes = fetched.reduce((sum, { transferSize }) => sum + transferSize, 0);
  if (bytes < tellingBytes) return Infinity;
  const begun = Math.min(...fetched.map(({ startTime }) => startTime));
  const ended = Math.max(...fetched.map(({ responseEnd }) => responseEnd));
  return (bytes * 8) / Math.max(1, ended - begun);
}

/** Of the page's own files: this module is one of them, and runs when they are there. */
const arrivedAt = arrivalKbps(
  (globalThis.performance?.getEntriesByType?.('resource') ?? []) as PerformanceResourceTiming[],
);

/**
 * Whether the line carries no picture, as far as one can know before anything is played: by what the browser says (Network
 * Information API, which knows little of a line it has just met), and by how long the page took.
 */
export const isSlowLine = (): boolean => {
  const { connection } = navigator as Navigator & { connection?: { effectiveType?: string } };
  return /2g/.test(connection?.effectiveType ?? '') || arrivedAt < slowKbps;
};
