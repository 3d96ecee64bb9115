import { EventEmitter, once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FfmpegProcess } from './ffmpeg-process.js';
import { ffmpegArguments, mediaStartSeconds } from './ffmpeg-arguments.js';
import { type Fragment, FragmentReader, type InitFacts, readInit } from './fragments.js';
import type { Part } from './live-parts.js';
import { type Segment, SegmentWriter } from './segment-writer.js';
import { isRung, type Rendition } from './take-plan.js';
import type { TakeSource } from './take-source.js';

/** What playlists need to know of a rendition in a take. */
export interface RenditionFacts {
  codecs: string;
  width: number;
  height: number;
  frameRate: number;
  /** Path of the initialisation below the programme's folder. */
  init: string;
}

export interface TakeEvents {
  /** Every rendition has begun. */
  ready: [];
  /** It goes on, but another one has to take its place. */
  outdated: [];
  segment: [Rendition, Segment];
  /** Something of a segment that is not whole yet. */
  part: [Part];
  ended: [reason: string];
}

/** Until every rendition has begun: as often as the engine passes a request on. */
const keyFramesAtStartMs = 450;

interface Track {
  rendition: Rendition;
  facts: InitFacts;
  writer: SegmentWriter;
  waiting: Fragment[];
  begun: boolean;
  frames: number;
  seconds: number;
  /** When something came of it, by `performance.now()`: no change of the clock makes it fall silent. */
  lastAt: number;
}

/** One ffmpeg from its start to its end: what goes out between two discontinuities. */
export class Take extends EventEmitter<TakeEvents> {
  private readonly tracks = new Map<Rendition, Track>();
  private readonly writes: Promise<unknown>[] = [];
  private epochMs: number | null;
  /** A segment has been told with its time: from then on the epoch stands. */
  private told = false;
  private gridStart: number | undefined;
  private isReady = false;
  private failure = '';
  private keyFrames: NodeJS.Timeout | undefined;
  private closing: Promise<void> | undefined;

  private constructor(
    /** Name of its folder in the programme's: counts from 1. */
    readonly name: string,
    private readonly source: TakeSource,
    private readonly process: FfmpegProcess,
    private readonly folder: string,
    private readonly segmentSeconds: number,
  ) {
    super();
    this.epochMs = source.epochMs;
    source.outputs.forEach(({ rendition }, index) => this.read(rendition, index));
    source.outdated.onGiven(() => this.emit('outdated'));
    process.once('ended', ({ code, signal }) => {
      this.failure ||= [`ffmpeg ended (${signal ?? code})`, ...process.complaints].join('\n');
      void this.close();
    });
  }

  /** Starts ffmpeg on a source and lets the media flow. The source is closed with the take, also when it does not start. */
  static async start(
    bin: string,
    source: TakeSource,
    place: { folder: string; name: string; segmentSeconds: number },
  ): Promise<Take> {
    try {
      await mkdir(join(place.folder, place.name), { recursive: true });
      const { inputs, outputs, input, niceness } = source;
      const args = ffmpegArguments(inputs, outputs);
      const process = FfmpegProcess.start(bin, { args, input, outputs: outputs.length, niceness });
      const take = new Take(place.name, source, process, place.folder, place.segmentSeconds);
      await take.flow();
      return take;
    } catch (error) {
      source.close();
      throw error;
    }
  }

  get ready(): boolean {
    return this.isReady;
  }

  /** It is over, or about to be. */
  get closed(): boolean {
    return this.closing !== undefined;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  facts(): Map<Rendition, RenditionFacts> {
    return new Map(
      [...this.tracks].map(([rendition, { facts, frames, seconds }]) => [
        rendition,
        {
          codecs: facts.codecs,
          width: facts.width,
          height: facts.height,
          frameRate: isRung(rendition) && seconds > 0 ? Math.round((frames / seconds) * 100) / 100 : 0,
          init: `${this.name}/${rendition}.mp4`,
        },
      ]),
    );
  }

  /** For how long nothing came out of each rendition that should have, in ms. */
  silence(): Map<Rendition, number> {
    const now = performance.now();
    const lagMs = this.source.soundLagMs();
    return new Map(
      [...this.tracks].map(([rendition, { lastAt }]) => [rendition, now - lastAt - (isRung(rendition) ? 0 : lagMs)]),
    );
  }

  /** So many ms do not count as silence: this process itself heard nothing. */
  excuse(ms: number): void {
    for (const track of this.tracks.values()) track.lastAt += ms;
  }

  /** Ends it: what is under way is written, then `ended` is told. Idempotent. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  /** Ends it without waiting for ffmpeg's goodbye: it hangs. */
  abandon(reason: string): Promise<void> {
    this.failure ||= reason;
    this.process.kill();
    return this.close();
  }

  private async flow(): Promise<void> {
    try {
      const failed = once(this, 'ended').then(() => Promise.reject(new Error(this.failure)));
      failed.catch(() => undefined);
      await Promise.race([this.source.start(), failed]);
      this.askForKeyFrames(keyFramesAtStartMs);
    } catch (error) {
      await this.abandon('it did not start');
      throw error;
    }
  }

  private async end(): Promise<void> {
    clearInterval(this.keyFrames);
    await this.process.stop();
    this.source.close();
    await Promise.all([...this.tracks.values()].map(({ writer }) => writer.end()));
    await Promise.allSettled(this.writes);
    this.emit('ended', this.failure);
  }

  private askForKeyFrames(everyMs: number): void {
    clearInterval(this.keyFrames);
    this.source.wantKeyFrames();
    this.keyFrames = setInterval(() => this.source.wantKeyFrames(), everyMs);
  }

  /**
   * Asks at the start of each slot of the grid: key frames come early in it then, however late timers are, and never so near
   * to the next one that a slot could be without.
   */
  private askAtEachSlot(): void {
    clearInterval(this.keyFrames);
    const slotMs = this.segmentSeconds * 1000;
    const into = (Date.now() - (this.epochMs ?? 0) - (this.gridStart ?? 0) * 1000) % slotMs;
    // A timer may be a little early.
    const waitMs = slotMs - into + (slotMs - into < slotMs / 8 ? slotMs : 0);
    this.keyFrames = setTimeout(() => {
      this.source.wantKeyFrames();
      this.askAtEachSlot();
    }, waitMs);
  }

  private read(rendition: Rendition, index: number): void {
    const reader = new FragmentReader(
      (init) => this.onInit(rendition, init),
      (fragment) => this.onFragment(rendition, fragment),
    );
    this.process.output(index).on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        void this.abandon(String(error));
      }
    });
  }

  private onInit(rendition: Rendition, init: Buffer): void {
    const facts = readInit(init);
    this.writes.push(writeFile(join(this.folder, this.name, `${rendition}.mp4`), init));
    const writer = new SegmentWriter({
      folder: this.folder,
      take: this.name,
      rendition,
      timescale: facts.timescale,
      segmentSeconds: this.segmentSeconds,
      gridStart: () => this.gridStart ?? 0,
      epochMs: () => this.epochMs ?? 0,
      onSegment: (segment) => {
        this.told = true;
        this.emit('segment', rendition, segment);
      },
      onPart: (part) => this.emit('part', part),
      onError: (error) => void this.abandon(String(error)),
    });
    this.tracks.set(rendition, {
      rendition,
      facts,
      writer,
      waiting: [],
      begun: false,
      frames: 0,
      seconds: 0,
      lastAt: performance.now(),
    });
  }

  private onFragment(rendition: Rendition, fragment: Fragment): void {
    const track = this.tracks.get(rendition);
    if (!track) return;
    const { timescale } = track.facts;
    track.lastAt = performance.now();
    // ffmpeg does not know the time of a stream's first picture and takes it for 0: that one was a copy (PictureRelay).
    if (fragment.start / timescale < mediaStartSeconds - 1) return;
    if (!track.begun && !fragment.independent) return;
    track.begun = true;
    track.frames += fragment.samples;
    track.seconds += fragment.duration / timescale;
    const end = (fragment.start + fragment.duration) / timescale;
    // Generated media is made as time goes by: what is just out has just been made, or before, where it was kept waiting.
    if (this.source.epochMs === null && !this.told)
      this.epochMs = Math.min(this.epochMs ?? Infinity, Date.now() - end * 1000);
    if (isRung(rendition)) this.gridStart ??= fragment.start / timescale;
    track.waiting.push(fragment);
    if (this.gridStart !== undefined) this.release();
    if (!this.isReady && this.source.outputs.every((output) => this.tracks.get(output.rendition)?.frames)) {
      this.isReady = true;
      if (this.keyFrames) this.askAtEachSlot();
      this.emit('ready');
    }
  }

  /** Sound that came before the first picture is let go; the rest is written. */
  private release(): void {
    for (const { waiting, facts, writer } of this.tracks.values()) {
      for (const fragment of waiting.splice(0)) {
        const end = (fragment.start + fragment.duration) / facts.timescale;
        if (end > (this.gridStart ?? 0)) writer.add(fragment);
      }
    }
  }
}
