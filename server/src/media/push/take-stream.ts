import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FfmpegProcess } from '../packaging/ffmpeg-process.js';
import { FragmentReader, readInit } from '../packaging/fragments.js';
import type { LoggedTake } from '../packaging/programme-log.js';
import type { Segment } from '../packaging/segment-writer.js';
import type { Rendition } from '../packaging/take-plan.js';

/** Segments that are not yet there, as they come; ends when the take is over. */
export type Segments = AsyncIterable<Segment>;

/** Seconds: when the first picture is to be shown, on the clock of what is pushed. */
export interface TakeTiming {
  /** Capture time (ms since 1970) that stands for 0 on that clock. */
  baseMs: number;
  /** Nothing may come before this: where the take before ended. */
  notBefore: number;
}

/** The renditions of a take as an MPEG-TS whose clock goes on from the take before, by one ffmpeg that copies. */
export class TakeStream {
  private constructor(
    private readonly process: FfmpegProcess,
    private readonly feeds: Promise<unknown>,
  ) {}

  static async start(
    ffmpeg: string,
    folder: string,
    take: LoggedTake,
    [picture, sound]: readonly [Rendition, Rendition],
    first: Segment,
    timing: TakeTiming,
    segments: readonly [Segments, Segments],
  ): Promise<TakeStream> {
    const inits = [picture, sound].map((rendition) => join(folder, take.facts[rendition]?.init ?? ''));
    const start = await mediaStart(inits[0] ?? '', join(folder, first.uri));
    const at = Math.max((first.at - timing.baseMs) / 1000, timing.notBefore);
    const args = [
      ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-copyts'],
      ...['-f', 'mp4', '-i', 'pipe:4', '-f', 'mp4', '-i', 'pipe:5', '-map', '0:v', '-map', '1:a', '-c', 'copy'],
      ...['-output_ts_offset', (at - start).toFixed(6), '-muxdelay', '0', '-muxpreload', '0'],
      // Sound and picture come in pieces of two seconds each: neither is held back for the other.
      ...['-max_interleave_delta', '0', '-flush_packets', '1'],
      ...['-mpegts_flags', '+initial_discontinuity', '-f', 'mpegts', 'pipe:3'],
    ];
    const process = FfmpegProcess.start(ffmpeg, { args, input: null, outputs: 1, inputs: 2, niceness: 0 });
    const feeds = Promise.allSettled(
      segments.map((list, index) => feed(folder, inits[index] ?? '', list, process.input(index))),
    );
    return new TakeStream(process, feeds);
  }

  /** Gives all of it to whoever takes it; resolves when the take is over. */
  async into(to: Writable, onBytes: (bytes: number) => void): Promise<void> {
    const out = this.process.output(0);
    out.on('data', (chunk: Buffer) => onBytes(chunk.length));
    await pipeline(out, to, { end: false });
    await this.feeds;
  }

  stop(): void {
    this.process.kill();
  }
}

async function feed(folder: string, init: string, segments: Segments, to: Writable): Promise<void> {
  async function* bytes(): AsyncGenerator<Buffer> {
    yield await readFile(init);
    for await (const { uri } of segments) yield* createReadStream(join(folder, uri)) as AsyncIterable<Buffer>;
  }
  await pipeline(bytes(), to);
}

/** Media time of a segment's first sample, in seconds. */
async function mediaStart(init: string, segment: string): Promise<number> {
  const { timescale } = readInit(await readFile(init));
  let first: number | undefined;
  const reader = new FragmentReader(
    () => undefined,
    ({ start }) => (first ??= start / timescale),
  );
  reader.push(await readFile(segment));
  return first ?? 0;
}
