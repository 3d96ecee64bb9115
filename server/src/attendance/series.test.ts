import { toTrend } from './series.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 1) + seconds * 1000);

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
