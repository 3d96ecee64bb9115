import { matchingStep, newTotpSecret, stepOf, totpAt } from './totp.js';

/** RFC 6238, appendix B: '12345678901234567890' in base32; the last six of its eight digits. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('codes of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('are those of the specification at %d s', (seconds, code) => {
    expect(totpAt(secret, stepOf(seconds * 1000))).toBe(code);
  });

  it('are taken half a minute early or late, and no further', () => {
    const now = 1_700_000_000_000;
    const at = (steps: number) => matchingStep(secret, totpAt(secret, stepOf(now) + steps), now);
    expect([-2, -1, 0, 1, 2].map((steps) => at(steps) !== null)).toEqual([false, true, true, true, false]);
  });

  it('have a secret of 160 bits', () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(newTotpSecret());
  });
});
