import fc from 'fast-check';
import { isDue, longestHoldMs } from './stream-clock.js';

describe('when an event belongs to the picture', () => {
  test('live: at once', () => {
    fc.assert(fc.property(fc.nat(), fc.nat(60_000), (at, held) => expect(isDue(at, null, held)).toBe(true)));
  });

  test('behind: not before its moment is shown, and then at once', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: longestHoldMs }),
        fc.nat(longestHoldMs - 1),
        (at, early, held) => {
          expect(isDue(at, at - early, held)).toBe(false);
          expect(isDue(at, at, held)).toBe(true);
          expect(isDue(at, at + early, held)).toBe(true);
        },
      ),
    );
  });

  test('far behind, or where the picture stands still, nobody waits for ever', () => {
    expect(isDue(60_000, 60_000 - longestHoldMs - 1, 0)).toBe(true);
    expect(isDue(60_000, 55_000, longestHoldMs)).toBe(true);
  });

  test('what happened first is due first', () => {
    fc.assert(
      fc.property(fc.nat(60_000), fc.nat(20_000), fc.nat(60_000), fc.nat(20_000), (at, apart, shown, held) => {
        fc.pre(at + apart - shown <= longestHoldMs);
        if (isDue(at + apart, shown, held)) expect(isDue(at, shown, held + apart)).toBe(true);
      }),
    );
  });
});
