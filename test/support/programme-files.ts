import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LoggedTake } from '@sammelan/server/media/packaging/programme-log.js';
import type { Rendition } from '@sammelan/server/media/packaging/take-plan.js';

const run = promisify(execFile);

/** One rendition of a take as one file: what a player that was there from the start would have put together. */
export async function joined(folder: string, take: LoggedTake, rendition: Rendition): Promise<string> {
  const parts = [take.facts[rendition]!.init, ...take.segments[rendition]!.map(({ uri }) => uri)];
  const file = join(folder, `joined-${take.name}-${rendition}.mp4`);
  await writeFile(file, Buffer.concat(await Promise.all(parts.map((part) => readFile(join(folder, part))))));
  return file;
}

/** What a decoder complains of in a file; nothing when all is well. */
export async function complaints(file: string): Promise<string> {
  // Each frame at its own time: takes differ in their rates.
  const asTheyAre = ['-vsync', 'passthrough', '-enc_time_base', '-1'];
  const args = ['-hide_banner', '-nostdin', '-v', 'error', '-xerror', '-i', file, ...asTheyAre, '-f', 'null', '-'];
  return run('ffmpeg', args).then(
    ({ stderr }) => stderr.trim(),
    (error: { stderr?: string }) => error.stderr ?? String(error),
  );
}

/** Times of a file's packets, in seconds, and which are key frames. */
export async function packetsOf(file: string): Promise<{ at: number; key: boolean }[]> {
  const args = ['-v', 'error', '-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0', file];
  const { stdout } = await run('ffprobe', args);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','))
    .map(([at = '', flags = '']) => ({ at: Number(at), key: flags.startsWith('K') }));
}

/** When the picture turns bright, in seconds of the file's own time. */
export const flashes = (file: string): Promise<number[]> =>
  detected(file, ['-vf', 'blackdetect=d=0.2:pix_th=0.3'], /black_end:([\d.]+)/g);

/** When the tone begins. */
export const beeps = (file: string): Promise<number[]> =>
  detected(file, ['-af', 'silencedetect=n=-35dB:d=0.2'], /silence_end: ([\d.]+)/g);

async function detected(file: string, filter: string[], pattern: RegExp): Promise<number[]> {
  const args = ['-hide_banner', '-nostdin', '-nostats', '-copyts', '-i', file, ...filter, '-f', 'null', '-'];
  const { stderr } = await run('ffmpeg', args, { maxBuffer: 1 << 24 });
  return [...stderr.matchAll(pattern)].map(([, at]) => Number(at));
}

/** The brightest of red, green and blue (0 to 255) in a file's last picture, by place: 0 to 1 from the left, and from the top. */
export async function lastPicture(file: string): Promise<{
  at: (x: number, y: number) => number;
  brightest: (top: number, bottom: number) => number;
}> {
  const [width, height] = [320, 180];
  const scaled = `scale=${width}:${height},format=rgb24`;
  const args = ['-v', 'error', '-i', file, '-vf', `fps=2,${scaled}`, '-f', 'rawvideo', '-'];
  const { stdout } = await run('ffmpeg', args, { encoding: 'buffer', maxBuffer: 1 << 26 });
  const picture = stdout.subarray(-3 * width * height);
  const row = (y: number) => 3 * Math.min(height - 1, Math.floor(y * height)) * width;
  return {
    at: (x, y) => Math.max(...picture.subarray(row(y) + 3 * Math.floor(x * width)).subarray(0, 3)),
    brightest: (top, bottom) => Math.max(...picture.subarray(row(top), row(bottom))),
  };
}
