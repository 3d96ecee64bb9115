import { setTimeout as sleep } from 'node:timers/promises';
import type { StageSource } from '../stage-source.js';
import { type ClockPoint, SenderClock } from './sender-clock.js';

/** A speaker's browser reports each second; one that is silent for so long will not. */
const reportPatienceMs = 1500;
const lookEveryMs = 50;
/** Of one that does not report, packets are listened to for so long: some are late, and the soonest tells the time. */
const listenMs = 500;

/**
 * A point of each layer's clock: as the sender reports, else (`local`) from when packets come.
 * @throws Error where nothing comes of a layer
 */
export async function pointsOf(
  clock: SenderClock,
  layers: readonly number[],
): Promise<{ points: ClockPoint[]; local: boolean }> {
  const said = await seen(() => layers.map((layer) => clock.said(layer)));
  if (said) return { points: said, local: false };
  clock.listen(true);
  const look = () => layers.map((layer) => clock.heard(layer));
  const first = await seen(look);
  if (first) await sleep(listenMs);
  const heard = first && (await seen(look));
  clock.listen(false);
  if (!heard) throw new Error('a layer that should be there does not come');
  return { points: heard, local: true };
}

/**
 * What is to be added to a seat's clock to get ours, in ms. One browser has one clock: the best look at it serves all its
 * sources, or they would drift apart by what one report was late. Undefined where the seat reports nothing.
 */
export function leastOffset(sources: readonly StageSource[], seatId: string): number | undefined {
  const offsets = sources.flatMap((source) =>
    source.seatId === seatId ? (SenderClock.of(source.producer).offsetMs ?? []) : [],
  );
  return offsets.length > 0 ? Math.min(...offsets) : undefined;
}

async function seen(look: () => (ClockPoint | undefined)[]): Promise<ClockPoint[] | null> {
  for (const deadline = Date.now() + reportPatienceMs; ; await sleep(lookEveryMs)) {
    const all = look();
    const points = all.filter((point) => point !== undefined);
    if (points.length === all.length) return points;
    if (Date.now() > deadline) return null;
  }
}
