import { toSeries, toTrend } from './series.js';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);

describe('a chart of viewers', () => {
  it('holds each count until the next sample', () => {
    const samples = [
      { at: at(0), now: 2 },
      { at: at(30), now: 5 },
      { at: at(40), now: 1 },
    ];
    expect(toSeries(samples, at(60))).toEqual({ startedAt: at(0), stepSeconds: 10, now: [2, 2, 2, 5, 1, 1, 1] });
  });

  it('ends with the last moment, also between two steps', () => {
    expect(
      toSeries(
        [
          { at: at(0), now: 2 },
          { at: at(15), now: 7 },
        ],
        at(15),
      ).now,
    ).toEqual([2, 2, 7]);
  });

  it('is one point where nobody was counted yet', () => {
    expect(toSeries([], at(5))).toEqual({ startedAt: at(5), stepSeconds: 10, now: [0] });
  });

  it('widens its steps rather than growing without end', () => {
    const { stepSeconds, now } = toSeries([{ at: at(0), now: 1 }], at(24 * 3600));
    expect(now.length).toBeLessThanOrEqual(721);
    expect(stepSeconds % 10).toBe(0);
    expect(stepSeconds * (now.length - 1)).toBeGreaterThanOrEqual(24 * 3600);
  });
});

describe('a trend', () => {
  it('holds the count of each step, as it was last sampled', () => {
    const samples = [
      { at: at(-100), now: 4 },
      { at: at(35), now: 7 },
      { at: at(61), now: 2 },
    ];
    expect(toTrend(samples, at(90), 30, 4)).toEqual([4, 4, 7, 2]);
  });

  it('is nobody before the first sample', () => {
    expect(toTrend([{ at: at(45), now: 3 }], at(60), 30, 3)).toEqual([0, 0, 3]);
    expect(toTrend([], at(60), 30, 2)).toEqual([0, 0]);
  });
});
