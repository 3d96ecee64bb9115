import fc from 'fast-check';
import { areaPath, linePath, nearest, place, roundMax } from './scale.js';

describe('the chart', () => {
  it('ends at a round figure that is not below the highest point', () => {
    expect([0, 3, 7, 12, 120, 4300].map(roundMax)).toEqual([4, 4, 8, 20, 200, 6000]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e7 }), (value) => {
        expect(roundMax(value)).toBeGreaterThanOrEqual(value);
        expect(Number.isInteger(roundMax(value) / 2)).toBe(true);
      }),
    );
  });

  it('places points from left to right, higher ones higher', () => {
    const frame = { width: 100, height: 50, max: 10 };
    expect(linePath([0, 10, 5], frame)).toBe('M0.0 50.0L50.0 0.0L100.0 25.0');
    expect(place([0, 10], 1, frame)).toEqual({ x: 100, y: 0 });
    expect(areaPath([1], frame)).toBe('');
  });

  it('finds the point under the pointer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 700 }), fc.integer({ min: 50, max: 900 }), (length, width) => {
        const frame = { width, height: 10, max: 1 };
        const points = Array<number>(length).fill(0);
        for (const index of [0, Math.floor(length / 2), length - 1])
          expect(nearest(place(points, index, frame).x, length, width)).toBe(index);
      }),
    );
  });
});
