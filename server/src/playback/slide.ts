import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** The header and the newest segment of a picture's rendition, as files. A segment begins with a key frame. */
export interface PictureFiles {
  init: string;
  segment: string;
}

// About 4 KB of a face at a lectern: 1.5 MB an hour at one in ten seconds.
const width = 360;
const quality = 30;
const timeoutMs = 10_000;

/** The segment's first picture as a small WebP. @throws Error where ffmpeg makes none of it */
export async function makeSlide(ffmpeg: string, { init, segment }: PictureFiles): Promise<Buffer> {
  const film = Buffer.concat(await Promise.all([readFile(init), readFile(segment)]));
  const child = spawn(
    ffmpeg,
    [
      ...[
        '-hide_banner',
        '-loglevel',
        'error',
        '-threads',
        '1',
        '-skip_frame',
        'nokey',
        '-i',
        'pipe:0',
        '-frames:v',
        '1',
      ],
      ...['-vf', `scale='min(${width},iw)':-2`, '-c:v', 'libwebp', '-quality', String(quality), '-f', 'webp', 'pipe:1'],
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], timeout: timeoutMs },
  );
  const chunks: Buffer[] = [];
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-500)));
  // It has seen enough after the first picture, and hangs up.
  child.stdin.on('error', () => undefined);
  child.stdin.end(film);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0 || chunks.length === 0) throw new Error(`no slide: ${said}`);
  return Buffer.concat(chunks);
}
