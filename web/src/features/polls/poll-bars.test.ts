import { pollBars } from './poll-bars.js';

describe('the bars of a poll', () => {
  it('are shares of the people, not of the ticks', () => {
    const poll = { kind: 'multiple' as const, options: [{ en: 'Roads' }, { en: 'Water' }], myBallot: null };
    const bars = pollBars(poll, { voters: 4, counts: [3, 4] });
    expect(bars.map(({ share }) => share)).toEqual([0.75, 1]);
  });

  it('run from five stars down, and know one’s own', () => {
    const myBallot = { pollId: 'p', choices: [4], castAt: '2026-11-01T10:00:00Z', receipt: '7KQ2-M9XD-04TC-ZH3E' };
    const bars = pollBars({ kind: 'rating', options: [], myBallot }, { voters: 2, counts: [0, 0, 0, 1, 1] });
    expect(bars.map(({ index }) => index)).toEqual([4, 3, 2, 1, 0]);
    expect(bars.map(({ mine }) => mine)).toEqual([true, false, false, false, false]);
  });

  it('are empty before the first answer, never NaN', () => {
    const bars = pollBars({ kind: 'single', options: [{}, {}], myBallot: null }, { voters: 0, counts: [] });
    expect(bars.map(({ share, count }) => [share, count])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});
