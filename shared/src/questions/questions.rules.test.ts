import fc from 'fast-check';
import { byWish, isPending, isPublic, likeness, mayAct, questionStates } from './questions.rules.js';

describe('questions', () => {
  it('are supported and shown only while everyone sees them', () => {
    for (const state of questionStates) {
      if (mayAct(state, 'support') || mayAct(state, 'show')) expect(isPublic(state)).toBe(true);
    }
  });

  it('can be given up, merged and dismissed exactly while they are pending', () => {
    for (const state of questionStates) {
      for (const act of ['withdraw', 'merge', 'dismiss', 'takeIn'] as const) {
        expect(mayAct(state, act)).toBe(isPending(state));
      }
    }
  });

  it('come in the order in which they are wanted, the answered ones last', () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
    const questions = [
      { state: 'answered', votes: 90, askedAt: at(0) },
      { state: 'listed', votes: 2, askedAt: at(1) },
      { state: 'listed', votes: 7, askedAt: at(3) },
      { state: 'listed', votes: 7, askedAt: at(2) },
    ] as const;
    expect([...questions].sort(byWish).map(({ askedAt }) => askedAt)).toEqual([at(2), at(3), at(1), at(0)]);
  });

  it('are alike by their words, in any script and case', () => {
    expect(likeness('When is the road built?', 'WHEN is the road built')).toBe(1);
    expect(likeness('सड़क कब बनेगी?', 'हमारी सड़क कब बनेगी')).toBeCloseTo(3 / 4);
    expect(likeness('Water', 'Roads')).toBe(0);
    expect(likeness('', '???')).toBe(0);
  });

  it('are as alike one way round as the other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const value = likeness(a, b);
        expect(value).toBe(likeness(b, a));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });
});
