import fc from 'fast-check';
import {
  diskState,
  isInCut,
  retentionStep,
  sharedCut,
  warnDaysBefore,
  warnedHoursAtLeast,
} from './recordings.rules.js';

const limits = { warnPercent: 20, stopPercent: 5 };
const [hour, day] = [3_600_000, 86_400_000];

describe('the disk', () => {
  it.each([
    [50, 'ok', 'ok'],
    [20, 'ok', 'low'],
    [5, 'low', 'full'],
    [5.5, 'full', 'full'],
    [6.5, 'full', 'low'],
    [30, 'full', 'ok'],
  ] as const)('at %d %% free, after "%s", is "%s"', (free, before, now) => {
    expect(diskState(free, limits, before)).toBe(now);
  });
});

describe('keeping', () => {
  const deleteOn = Date.UTC(2031, 0, 26);
  it('warns a week before, and deletes on the day', () => {
    expect(retentionStep({ deleteOn: null, warnedAt: null }, deleteOn)).toBe('nothing');
    expect(retentionStep({ deleteOn, warnedAt: null }, deleteOn - 8 * day)).toBe('nothing');
    expect(retentionStep({ deleteOn, warnedAt: null }, deleteOn - 6 * day)).toBe('warn');
    expect(retentionStep({ deleteOn, warnedAt: deleteOn - 6 * day }, deleteOn - hour)).toBe('nothing');
    expect(retentionStep({ deleteOn, warnedAt: deleteOn - 6 * day }, deleteOn)).toBe('delete');
  });
  it('never deletes what nobody was warned of for a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -300, max: 300 }), (warned, now) => {
        const [warnedAt, at] = [deleteOn + warned * hour, deleteOn + now * hour];
        const step = retentionStep({ deleteOn, warnedAt }, at);
        if (step === 'delete') expect(at - warnedAt).toBeGreaterThanOrEqual(warnedHoursAtLeast * hour);
        expect(retentionStep({ deleteOn, warnedAt: null }, at)).not.toBe('delete');
        if (at < deleteOn - warnDaysBefore * day) expect(step).toBe('nothing');
      }),
    );
  });
});

describe('a cut', () => {
  it('takes the segments that lie in it with more than their half', () => {
    const cut = { from: 10_000, to: 20_000 };
    expect(isInCut({ at: 9_100, seconds: 2 }, cut)).toBe(true);
    expect(isInCut({ at: 8_900, seconds: 2 }, cut)).toBe(false);
    expect(isInCut({ at: 18_900, seconds: 2 }, cut)).toBe(true);
    expect(isInCut({ at: 19_100, seconds: 2 }, cut)).toBe(false);
    expect(isInCut({ at: 0, seconds: 2 }, { from: null, to: null })).toBe(true);
  });
  it('shares with another what both have', () => {
    expect(sharedCut({ from: null, to: 9 }, { from: 3, to: null })).toEqual({ from: 3, to: 9 });
    expect(sharedCut({ from: 4, to: 9 }, { from: 3, to: 8 })).toEqual({ from: 4, to: 8 });
    expect(sharedCut({ from: null, to: null }, { from: null, to: null })).toEqual({ from: null, to: null });
  });
});
