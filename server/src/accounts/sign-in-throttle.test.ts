import { SignInThrottle } from './sign-in-throttle.js';

describe('who guesses', () => {
  it('waits after five tries, longer each time, a quarter of an hour at most', () => {
    const throttle = new SignInThrottle();
    const waits: number[] = [];
    let now = 0;
    for (let nth = 0; nth < 14; nth++) {
      waits.push(throttle.waitMs('asha', now));
      now += throttle.waitMs('asha', now);
      throttle.begin('asha', now);
    }
    expect(waits.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 30_000, 60_000, 120_000]);
    expect(Math.max(...waits)).toBe(900_000);
    expect(throttle.waitMs('another', now)).toBe(0);
    throttle.right('asha');
    expect(throttle.waitMs('asha', now)).toBe(0);
  });
});
