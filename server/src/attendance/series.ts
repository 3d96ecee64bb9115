/** A count from this time on, until the next sample. */
export interface Sample {
  at: Date;
  now: number;
}

/** Points a chart can show; more would only be sent. */
const maxPoints = 720;
/** Samples are not closer. */
const minStepSeconds = 10;

/** Samples of changes as points in equal steps: at each step the count of that moment. `until` is the last point's time. */
export function toSeries(
  samples: readonly Sample[],
  until: Date,
): { startedAt: Date; stepSeconds: number; now: number[] } {
  const startedAt = samples[0]?.at ?? until;
  const seconds = Math.max(0, (until.getTime() - startedAt.getTime()) / 1000);
  const stepSeconds = minStepSeconds * Math.max(1, Math.ceil(seconds / minStepSeconds / (maxPoints - 1)));
  const now: number[] = [];
  let next = 0;
  let count = 0;
  for (let step = 0; step <= Math.ceil(seconds / stepSeconds); step += 1) {
    const time = startedAt.getTime() + step * stepSeconds * 1000;
    for (let sample = samples[next]; sample && sample.at.getTime() <= time; sample = samples[++next])
      count = sample.now;
    now.push(count);
  }
  return { startedAt, stepSeconds, now };
}

/** Samples of changes as `points` points in equal steps up to `until`; before the first sample nobody was there. */
export function toTrend(samples: readonly Sample[], until: Date, stepSeconds: number, points: number): number[] {
  const trend: number[] = [];
  let next = 0;
  let count = 0;
  for (let back = points - 1; back >= 0; back -= 1) {
    const time = until.getTime() - back * stepSeconds * 1000;
    for (let sample = samples[next]; sample && sample.at.getTime() <= time; sample = samples[++next])
      count = sample.now;
    trend.push(count);
  }
  return trend;
}
