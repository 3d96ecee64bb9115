import { arrivalKbps } from './slow-line.js';

const entry = (startTime: number, responseEnd: number, transferSize: number) =>
  ({ startTime, responseEnd, transferSize }) as PerformanceResourceTiming;

test('a page that took twenty seconds came over a slow line', () => {
  expect(arrivalKbps([entry(100, 12_000, 60_000), entry(200, 16_100, 40_000)])).toBe(50);
});

test('files that came side by side are counted over the time of all', () => {
  expect(arrivalKbps([entry(0, 1_000, 50_000), entry(0, 1_000, 50_000)])).toBe(800);
});

test('what came from the cache says nothing, nor does a little', () => {
  expect(arrivalKbps([entry(0, 9_000, 0), entry(0, 9_000, 0)])).toBe(Infinity);
  expect(arrivalKbps([entry(0, 9_000, 8_000)])).toBe(Infinity);
});
