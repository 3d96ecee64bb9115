import fc from 'fast-check';
import { backoffMs } from './backoff.js';

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('backoffMs', () => {
  it('never waits longer than four seconds, nor less than nothing', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fraction, (attempt, random) => {
        const wait = backoffMs(attempt, random);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThan(4_000);
      }),
    );
  });

  it('spreads over the whole of a wait that doubles', () => {
    expect(backoffMs(0, 0.999)).toBe(499);
    expect(backoffMs(1, 0.999)).toBe(999);
    expect(backoffMs(3, 0.5)).toBe(2000);
    expect(backoffMs(9, 0.5)).toBe(2000);
    expect(backoffMs(3, 0)).toBe(0);
  });
});
