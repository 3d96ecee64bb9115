/** Characters (UTF-16 units) in one line: what two rows of a phone held upright show. */
export const maxCaptionLength = 200;

/** Updates that one source may send at once, and per second in the long run: a fast captioner changes a line 5 times a second. */
export const captionBurst = 30;
export const captionsPerSecond = 10;

/** Keys in force in one rally: a service and its reserve in each language, and some more. */
export const maxCaptionKeys = 20;

/** How far back on the stream's clock a line may belong, and how far ahead: clocks differ. */
export const latestCaptionMs = 10 * 60_000;
export const earliestCaptionMs = 5_000;

/** Lines that are shown at once. */
export const shownCaptions = 2;

// Subtitlers count on 15 characters a second (EBU, Netflix); a short word too needs time to be found.
const readingCharsPerSecond = 15;
const shortestMs = 2_000;
const longestMs = 8_000;

/** How long a line stands, unless others push it away: as long as it takes to read it. */
export const captionMs = (text: string): number =>
  Math.min(longestMs, Math.max(shortestMs, 1_000 + (text.length / readingCharsPerSecond) * 1000));

/** A line's text as it is kept: one row without blank edges or doubled blanks. */
export const tidyCaption = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What of a line says when it is shown. */
export interface TimedCaption {
  /** When it was said on stage, ms since the epoch on the server's clock. */
  at: number;
  text: string;
}

/** Lines with their ends: a line ends when it has been read, or when so many came after it that there is no room. */
export function withEnds<T extends TimedCaption>(lines: readonly T[]): (T & { until: number })[] {
  const inOrder = [...lines].sort((a, b) => a.at - b.at);
  return inOrder.map((line, index) => {
    const pushed = inOrder[index + shownCaptions]?.at ?? Infinity;
    return { ...line, until: Math.max(line.at + 1, Math.min(line.at + captionMs(line.text), pushed)) };
  });
}

/** What is shown at a moment of the stage, the newest last. */
export const captionsAt = <T extends TimedCaption>(lines: readonly T[], at: number): T[] =>
  withEnds(lines)
    .filter((line) => line.at <= at && at < line.until)
    .slice(-shownCaptions);
