import { type TimedCaption, withEnds } from '@sammelan/shared/captions/captions.rules.js';

/** A line as a segment of captions needs it. */
export interface CaptionCue extends TimedCaption {
  lineId: string;
  /** When it came, where that was after it was said: whoever had fetched its own segment by then finds it in a later one. */
  takenAt?: number | undefined;
}

/** A stretch of the stage's time, ms since the epoch, and where the media's own clock is in it. */
export interface CaptionSpan {
  from: number;
  to: number;
  /** Moment of media time 0. */
  mediaStartedAt: number;
}

/**
 * One segment of captions (WebVTT; RFC 8216, 3.5): every line that is to be read within the span, and those that came
 * during it for an earlier moment. Times are the media's own, so `LOCAL` and `MPEGTS` are both 0.
 */
export function webVtt(lines: readonly CaptionCue[], { from, to, mediaStartedAt }: CaptionSpan): string {
  const within = (at: number): boolean => at >= from && at < to;
  const cues = withEnds(lines)
    .filter(({ at, until, takenAt }) => (at < to && until > from) || (takenAt !== undefined && within(takenAt)))
    .filter(({ until }) => until > mediaStartedAt)
    .map(({ lineId, at, until, text }) =>
      [lineId, `${clock(at - mediaStartedAt)} --> ${clock(until - mediaStartedAt)}`, escaped(text), ''].join('\n'),
    );
  return ['WEBVTT', 'X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000', '', ...cues].join('\n');
}

/** WebVTT's timestamp: 01:02:03.456. */
function clock(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const part = (size: number, per: number, digits = 2): string =>
    String(Math.floor(whole / size) % per).padStart(digits, '0');
  return `${part(3_600_000, 10_000)}:${part(60_000, 60)}:${part(1000, 60)}.${part(1, 1000, 3)}`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
