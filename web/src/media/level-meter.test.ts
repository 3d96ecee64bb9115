import { loudness } from './level-meter.js';

const tone = (amplitude: number) => Float32Array.from({ length: 1024 }, (_, at) => amplitude * Math.sin(at / 5));

describe('loudness', () => {
  it('is 0 in silence and 1 at full scale', () => {
    expect(loudness(new Float32Array(1024))).toBe(0);
    expect(loudness(tone(1))).toBe(1);
  });

  it('grows with the voice, in decibels', () => {
    const [whisper, speech, shout] = [0.005, 0.05, 0.3].map((amplitude) => loudness(tone(amplitude)));
    expect(whisper).toBeGreaterThan(0.05);
    expect(speech! - whisper!).toBeCloseTo(20 / 45, 1);
    expect(shout).toBeGreaterThan(speech!);
  });
});
