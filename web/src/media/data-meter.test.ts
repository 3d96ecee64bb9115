import { DataMeter } from './data-meter.js';

describe('what watching costs', () => {
  test('adds up over both ways, and over sources that begin anew', () => {
    const meter = new DataMeter();
    meter.count('webrtc', 1_000_000);
    meter.count('hls', 500_000);
    meter.count('webrtc', 1_500_000);
    meter.count('webrtc', 250_000);
    expect(meter.read(0).megabytesUsed).toBeCloseTo(2.25);
  });

  test('is a rate over the last minute, whatever came in bursts', () => {
    const meter = new DataMeter();
    let bytes = 0;
    for (let second = 0; second <= 300; second += 3) {
      // 1 MB a minute in the first three minutes, 0.1 MB a minute after.
      if (second % 6 === 0) bytes += second < 180 ? 100_000 : 10_000;
      meter.count('hls', bytes);
      const { megabytesPerHour } = meter.read(second * 1000);
      if (second === 150) expect(megabytesPerHour).toBeGreaterThan(50);
      if (second === 300) expect(Math.round(megabytesPerHour)).toBe(6);
    }
  });
});
