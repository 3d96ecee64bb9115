import { StreamGate } from './stream-gate.js';

describe('what is held back until its picture is there', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const told: string[] = [];
  const gateAt = (shown: () => number | null) => {
    told.length = 0;
    const gate = new StreamGate();
    gate.shown = shown;
    return gate;
  };

  test('live: told at once', () => {
    const gate = gateAt(() => null);
    gate.pass(1_000, (lateMs) => told.push(`a ${Math.round(lateMs)}`));
    expect(told).toEqual(['a 0']);
  });

  test("behind: told in the stream's order, each at its moment, and how late it is", () => {
    let shown = 1_000;
    const gate = gateAt(() => shown);
    gate.pass(3_000, (lateMs) => told.push(`a poll at ${shown}, held ${lateMs >= 2_000}`));
    // A caption: it happened earlier and came later.
    gate.pass(2_000, () => told.push(`a caption at ${shown}`));
    gate.pass(2_000, () => told.push('its correction'));
    for (let at = 0; at < 120; at += 1) {
      shown += 20;
      jest.advanceTimersByTime(20);
      if (shown < 2_000) expect(told).toEqual([]);
      else if (shown > 2_040 && shown < 3_000) expect(told.map((one) => one.slice(0, 6))).toEqual(['a capt', 'its co']);
    }
    expect(told).toHaveLength(3);
    expect(told[0]).toMatch(/^a caption at 20[0-4]0$/);
    expect(told[1]).toBe('its correction');
    expect(told[2]).toMatch(/^a poll at 30[0-4]0, held true$/);
  });

  test('whoever goes over to live gets what was held at once; whoever asks anew does not get it twice', () => {
    let shown: number | null = 0;
    const gate = gateAt(() => shown);
    gate.pass(5_000, () => told.push('a'));
    shown = null;
    jest.advanceTimersByTime(50);
    expect(told).toEqual(['a']);
    shown = 0;
    gate.pass(5_000, () => told.push('b'));
    gate.forget();
    shown = null;
    jest.advanceTimersByTime(50);
    expect(told).toEqual(['a']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
