/** One encoder of a seat, as far as the choice between several needs to know it. */
export interface FeedState {
  id: string;
  /** Since when it has sent without a break, in ms since 1970; null while nothing comes. */
  flowingSince: number | null;
}

/** One that came back is trusted after this long: a line that broke once breaks again. */
export const steadyMs = 5000;

/**
 * Which feed a seat is to show.
 * @param feeds in order of preference, the first encoder before its reserve
 * @param inUse the one that is shown now
 */
export function feedToUse(feeds: readonly FeedState[], inUse: string | null, now: number): string | null {
  const place = feeds.findIndex(({ id }) => id === inUse);
  const current = feeds[place];
  const flowing = feeds.filter(({ flowingSince }) => flowingSince !== null);
  if (!current) return (flowing[0] ?? feeds[0])?.id ?? null;
  if (current.flowingSince === null) return (flowing[0] ?? current).id;
  const preferred = feeds.slice(0, place).find((feed) => now - (feed.flowingSince ?? now) >= steadyMs);
  return (preferred ?? current).id;
}
