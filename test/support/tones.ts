import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const rate = 16_000;
/** Long enough for a hundred waves of the lowest tone that is looked for. */
const windowSeconds = 0.25;

/** How loud a tone is in each quarter of a second, in dB below full scale. @param sound one channel, 16,000 samples a second */
export function toneIn(sound: Float32Array, hertz: number): number[] {
  const size = rate * windowSeconds;
  return Array.from({ length: Math.floor(sound.length / size) }, (_, index) => {
    const samples = sound.subarray(index * size, (index + 1) * size);
    // One bin of a Fourier transform, with a Hann window: another tone does not leak in.
    let [re, im] = [0, 0];
    samples.forEach((sample, at) => {
      const weighed = sample * (1 - Math.cos((2 * Math.PI * at) / size));
      re += weighed * Math.cos((2 * Math.PI * hertz * at) / rate);
      im += weighed * Math.sin((2 * Math.PI * hertz * at) / rate);
    });
    return 20 * Math.log10((2 * Math.hypot(re, im)) / size + 1e-9);
  });
}

/** What ffmpeg hears in media that it can open: a file, or the address of a playlist. */
export async function soundOf(input: string): Promise<Float32Array> {
  const ffmpeg = process.env['FFMPEG_BIN'] || 'ffmpeg';
  const args = ['-v', 'error', '-i', input, '-map', '0:a:0', '-ac', '1', '-ar', String(rate), '-f', 'f32le', 'pipe:1'];
  const { stdout } = await promisify(execFile)(ffmpeg, args, { encoding: 'buffer', maxBuffer: 1 << 28 });
  return new Float32Array(new Uint8Array(stdout).buffer, 0, Math.floor(stdout.length / 4));
}

/** The same of segments of one take, with their initialisation before them, as one file. */
export async function joined(init: string, segments: readonly string[]): Promise<Buffer> {
  return Buffer.concat(await Promise.all([init, ...segments].map((path) => readFile(path))));
}
