import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { ffmpegArguments, mediaStartSeconds } from './ffmpeg-arguments.js';
import { type Fragment, FragmentReader, readInit } from './fragments.js';

const ffmpeg = process.env['FFMPEG_BIN'] || 'ffmpeg';
const seconds = 5;
const rate = 25;

/** What the packager's own command line writes, from a test picture and a tone. */
function written(options: string[]): Buffer {
  const inputs = [
    '-f',
    'lavfi',
    '-i',
    `testsrc=s=320x180:r=${rate}:d=${seconds}`,
    '-f',
    'lavfi',
    '-i',
    `sine=r=48000:d=${seconds}`,
  ];
  const args = ffmpegArguments(inputs, [{ rendition: 'low', options: [...options, '-output_ts_offset', '10'] }]);
  return execFileSync(
    ffmpeg,
    args.map((arg) => (arg === 'pipe:3' ? 'pipe:1' : arg)),
    { maxBuffer: 1 << 26 },
  );
}

function read(chunks: Buffer[]): { init: Buffer; fragments: Fragment[] } {
  let init: Buffer = Buffer.alloc(0);
  const fragments: Fragment[] = [];
  const reader = new FragmentReader(
    (bytes) => (init = bytes),
    (fragment) => fragments.push(fragment),
  );
  for (const chunk of chunks) reader.push(chunk);
  return { init, fragments };
}

describe('fragments', () => {
  const picture = written([
    '-map',
    '0:v',
    '-c:v',
    'libx264',
    '-profile:v',
    'baseline',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '50',
    '-bf',
    '0',
  ]);
  const sound = written(['-map', '1:a', '-c:a', 'aac', '-ar', '48000']);

  test('of a picture: where it begins, how long, and which can be decoded by themselves', () => {
    const { init, fragments } = read([picture]);
    const facts = readInit(init);
    expect(facts).toMatchObject({ width: 320, height: 180, codecs: expect.stringMatching(/^avc1\.42[0-9a-f]{4}$/) });
    expect(fragments[0]!.start / facts.timescale).toBeCloseTo(mediaStartSeconds, 3);
    const total = fragments.reduce((sum, { duration }) => sum + duration, 0);
    expect(total / facts.timescale).toBeCloseTo(seconds, 1);
    expect(fragments.reduce((sum, { samples }) => sum + samples, 0)).toBe(seconds * rate);
    const keys = fragments
      .filter(({ independent }) => independent)
      .map(({ start }) => start / facts.timescale - mediaStartSeconds);
    expect(keys.map((at) => Math.round(at * 10) / 10)).toEqual([0, 2, 4]);
  });

  test('of sound: none is longer than half a second and a little, and each follows on the last', () => {
    const { init, fragments } = read([sound]);
    const { timescale, codecs } = readInit(init);
    expect({ timescale, codecs }).toEqual({ timescale: 48_000, codecs: 'mp4a.40.2' });
    fragments.slice(1).forEach(({ start }, index) => {
      const before = fragments[index]!;
      expect(start).toBe(before.start + before.duration);
      expect(before.duration / timescale).toBeLessThan(0.6);
    });
  });

  test('are the same however the pipe cuts them', () => {
    const whole = read([picture]).fragments;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 }), (sizes) => {
        const chunks: Buffer[] = [];
        for (let at = 0, turn = 0; at < picture.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          chunks.push(picture.subarray(at, at + size));
          at += size;
        }
        expect(read(chunks).fragments).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  test('rubbish is refused, not waited for', () => {
    expect(() => read([Buffer.from([0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8])])).toThrow(RangeError);
    expect(() => read([Buffer.alloc(64, 0x7f)])).toThrow(RangeError);
  });
});
