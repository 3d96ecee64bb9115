import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { firstSample } from './fragments.js';
import { standIn } from './playlists.js';
import type { LoggedTake } from './programme-log.js';
import type { Rendition } from './take-plan.js';

export interface RemuxOptions {
  ffmpeg: string;
  /** The programme's folder. */
  folder: string;
  takes: readonly LoggedTake[];
  /** The file to write. */
  to: string;
  signal: AbortSignal;
  /** Called with how many bytes have been read since the last call. */
  onRead: (bytes: number) => void;
}

/** Input of one take: one rendition's bytes, in order. */
interface Track {
  files: string[];
  /** Media time of its first sample, and how long it lasts; seconds. */
  start: number;
  seconds: number;
}

const quiet = ['-hide_banner', '-nostats', '-loglevel', 'error'];

/**
 * Writes the best picture and the sound of a programme as one MP4, with its index first; nothing is encoded anew. Each take
 * goes through an ffmpeg of its own to MPEG-TS, which carries a stream's parameters along with it, as takes differ in them;
 * what comes of all of them is one stream, which another ffmpeg writes into the file. @throws Error what ffmpeg says
 */
export async function remux(options: RemuxOptions): Promise<void> {
  const { ffmpeg, takes, to, signal } = options;
  const writing = spawn(
    ffmpeg,
    [
      ...[...quiet, '-y', '-f', 'mpegts', '-i', 'pipe:0', '-map', '0:v', '-map', '0:a', '-c', 'copy'],
      ...['-bsf:a', 'aac_adtstoasc', '-movflags', '+faststart', '-f', 'mp4', to],
    ],
    { stdio: ['pipe', 'ignore', 'pipe'], signal },
  );
  const written = ended(writing);
  // Looked at when all is in it.
  written.catch(() => undefined);
  const into = writing.stdin;
  if (!into) throw new Error('ffmpeg has no input');
  into.on('error', () => undefined);
  try {
    let offset = 0;
    for (const take of takes) offset += await pass(take, offset, into, options);
  } finally {
    into.end();
    await written;
  }
}

/** Gives the seconds that the take lasts. */
async function pass(take: LoggedTake, offset: number, into: Writable, options: RemuxOptions): Promise<number> {
  const { ffmpeg, signal } = options;
  const tracks = await Promise.all([trackOf(take, 'high', options.folder), trackOf(take, 'audio', options.folder)]);
  const start = Math.min(...tracks.map((track) => track.start));
  const reading = spawn(
    ffmpeg,
    [
      ...[...quiet, '-copyts', '-f', 'mp4', '-i', 'pipe:3', '-f', 'mp4', '-i', 'pipe:4', '-map', '0:v', '-map', '1:a'],
      ...['-c', 'copy', '-output_ts_offset', (offset - start).toFixed(6), '-muxdelay', '0', '-muxpreload', '0'],
      ...['-mpegts_flags', '+initial_discontinuity', '-f', 'mpegts', 'pipe:1'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'], signal },
  );
  const gone = ended(reading);
  const feeds = tracks.map((track, index) => feed(track, reading.stdio[index + 3] as Writable, options));
  if (!reading.stdout) throw new Error('ffmpeg has no output');
  await Promise.all([gone, pipeline(reading.stdout, into, { end: false }), ...feeds]);
  return Math.max(...tracks.map((track) => track.start + track.seconds)) - start;
}

async function trackOf(take: LoggedTake, rendition: Rendition, folder: string): Promise<Track> {
  const used = standIn(take, rendition) ?? rendition;
  const segments = take.segments[used] ?? [];
  const init = join(folder, take.facts[used]?.init ?? '');
  const files = [init, ...segments.map(({ uri }) => join(folder, uri))];
  const start = await firstSample(init, files[1] ?? init);
  return { files, start, seconds: segments.reduce((sum, { seconds }) => sum + seconds, 0) };
}

async function feed({ files }: Track, to: Writable, { onRead }: RemuxOptions): Promise<void> {
  async function* bytes(): AsyncGenerator<Buffer> {
    for (const file of files) {
      for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
        onRead(chunk.length);
        yield chunk;
      }
    }
  }
  await pipeline(bytes(), to);
}

/** @throws Error with what it complained of, where it did not end well */
async function ended(child: ChildProcess): Promise<void> {
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints = (complaints + text).slice(-2000)));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0) throw new Error(`ffmpeg ended (${signal ?? code}): ${complaints.trim()}`);
}
