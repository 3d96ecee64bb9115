import { type Cut, isInCut } from '@sammelan/shared/recordings/recordings.rules.js';
import { listedOf, standIn } from '../media/packaging/playlists.js';
import type { LoggedTake, ProgrammeLog } from '../media/packaging/programme-log.js';
import type { Segment } from '../media/packaging/segment-writer.js';
import type { Rendition } from '../media/packaging/take-plan.js';
import { whole } from '../packaging/hls.service.js';

/** What there is of a recording: its stretch of the stage's time (ms since the epoch), and how long it plays. */
export interface Span {
  from: number;
  to: number;
  seconds: number;
}

/** Every place in a recording is told by this one; all the others are cut with it. */
const reference: Rendition = 'mid';

/**
 * What of the takes is recorded and lies in the cut. A take is split where something in it was not recorded, so that a
 * discontinuity stands there; one of which a rendition is missing altogether is left out.
 */
export function keptTakes(takes: readonly LoggedTake[], cut: Cut): LoggedTake[] {
  return takes.flatMap((take) => {
    const renditions = Object.keys(take.facts) as Rendition[];
    const leader = standIn(take, reference) ?? renditions[0];
    if (!leader) return [];
    return stretches(take.segments[leader] ?? [], cut).flatMap((stretch) => {
      const segments = Object.fromEntries(
        renditions.map((rendition) => [
          rendition,
          (take.segments[rendition] ?? []).filter((one) => !one.passing && isInCut(one, stretch)),
        ]),
      ) as LoggedTake['segments'];
      const whole = renditions.every((rendition) => (segments[rendition]?.length ?? 0) > 0);
      return whole ? [{ name: take.name, facts: take.facts, segments }] : [];
    });
  });
}

/** What was made of logs: three hours are 27,000 segments, and every reader of a replay asks. */
export class CutTakes {
  private readonly made = new WeakMap<ProgrammeLog, Map<string, { version: number; takes: LoggedTake[] }>>();

  of(log: ProgrammeLog, cut: Cut): LoggedTake[] {
    const ofLog = this.made.get(log) ?? new Map<string, { version: number; takes: LoggedTake[] }>();
    this.made.set(log, ofLog);
    const key = `${cut.from} ${cut.to}`;
    const known = ofLog.get(key);
    if (known?.version === log.version) return known.takes;
    const takes = keptTakes(whole(log), cut);
    if (ofLog.size >= cutsPerLog) ofLog.clear();
    ofLog.set(key, { version: log.version, takes });
    return takes;
  }
}

/** All of it, and what is shown of it; and once more for whoever is choosing. */
const cutsPerLog = 4;

const spans = new WeakMap<readonly LoggedTake[], Span | null>();

/** Null where there is nothing. */
export function spanOf(takes: readonly LoggedTake[]): Span | null {
  const known = spans.get(takes);
  if (known !== undefined) return known;
  const span = measure(takes);
  spans.set(takes, span);
  return span;
}

function measure(takes: readonly LoggedTake[]): Span | null {
  const all = segmentsOf(takes);
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) return null;
  const seconds = all.reduce((sum, one) => sum + one.seconds, 0);
  return { from: first.at, to: Math.round(last.at + last.seconds * 1000), seconds };
}

/** Where in the recording, in seconds, a moment of the stage is; what was not recorded is where the next thing begins. */
export function placeOf(takes: readonly LoggedTake[], at: number): number {
  let place = 0;
  for (const segment of segmentsOf(takes)) {
    if (at < segment.at) return place;
    if (at < segment.at + segment.seconds * 1000) return place + (at - segment.at) / 1000;
    place += segment.seconds;
  }
  return place;
}

/** Of everything that is on the disk. */
export const bytesOf = (takes: readonly LoggedTake[]): number =>
  takes
    .flatMap(({ segments }) => Object.values(segments).flat())
    .filter(({ gone }) => !gone)
    .reduce((sum, { bytes }) => sum + bytes, 0);

const segmentsOf = (takes: readonly LoggedTake[]): Segment[] =>
  listedOf(takes, reference).map(({ segment }) => segment);

/** Stretches of one rendition that are kept, by where their segments begin and end: others' lie a few milliseconds beside. */
function stretches(segments: readonly Segment[], cut: Cut): Cut[] {
  const found: { from: number; to: number }[] = [];
  let together = false;
  for (const segment of segments) {
    const kept = !segment.passing && isInCut(segment, cut);
    const to = segment.at + segment.seconds * 1000;
    const last = found.at(-1);
    if (kept && together && last) last.to = to;
    else if (kept) found.push({ from: segment.at, to });
    together = kept;
  }
  // At its ends a take is as long as it is: renditions do not begin in the same millisecond.
  const [first, last] = [segments[0], segments.at(-1)];
  return found.map(({ from, to }) => ({
    from: from === first?.at ? null : from,
    to: last && to === last.at + last.seconds * 1000 ? null : to,
  }));
}
