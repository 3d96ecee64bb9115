import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fragmentMicroseconds } from './ffmpeg-arguments.js';
import type { Fragment } from './fragments.js';
import type { Part } from './live-parts.js';
import { isRung, type Rendition } from './take-plan.js';

/** A finished segment on the disk. */
export interface Segment {
  /** Path below the programme's folder, and so below its address. */
  uri: string;
  /** When its first sample was captured, in ms since 1970. */
  at: number;
  seconds: number;
  bytes: number;
  /** How many pictures are in it; not in logs of old, nor of sound. */
  frames?: number;
  /** No part of the recording: its file goes once live viewers are past it. */
  passing?: true;
  /** Its file has gone. Never in the programme's file. */
  gone?: true;
}

/** Key frames come a little before or after their time. */
const toleranceSeconds = 0.3;
/** A picture's fragment that is shorter was ended by the key frame that follows it. */
const wholeSeconds = fragmentMicroseconds / 1_000_000 - 0.001;

interface OpenSegment {
  uri: string;
  file: Promise<FileHandle>;
  start: number;
  slot: number;
  seconds: number;
  bytes: number;
  frames: number;
  parts: number;
}

/**
 * Groups the fragments of one rendition into segments, on a grid that all renditions of a take share: a segment ends before
 * the first independent fragment of the next slot. Where that can be told from the fragment before, nobody waits the half second
 * until it is there. Fragments reach the disk as they come, in the order in which they came.
 */
export class SegmentWriter {
  private open: OpenSegment | undefined;
  private count = 0;
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: {
      /** The programme's folder, and the name of the take's folder in it. */
      folder: string;
      take: string;
      rendition: Rendition;
      timescale: number;
      segmentSeconds: number;
      /** Media time that a slot begins with, shared by all renditions; set by the first picture. */
      gridStart: () => number;
      /** When the sample of media time 0 was captured, in ms since 1970. */
      epochMs: () => number;
      onSegment: (segment: Segment) => void;
      /** A part of the segment under way is on the disk. */
      onPart: (part: Part) => void;
      onError: (error: unknown) => void;
    },
  ) {}

  add(fragment: Fragment): void {
    const { timescale, rendition, epochMs, onPart } = this.options;
    const start = fragment.start / timescale;
    const slot = this.slotOf(start);
    if (this.open && fragment.independent && slot > this.open.slot) this.finish();
    this.open ??= this.begin(start, slot);
    const { open } = this;
    const seconds = fragment.duration / timescale;
    const { independent, bytes } = fragment;
    const at = Math.round(epochMs() + start * 1000);
    const part = { of: open.uri, index: open.parts, offset: open.bytes, bytes: bytes.length, seconds, independent, at };
    open.seconds = start + seconds - open.start;
    open.bytes += bytes.length;
    open.frames += fragment.samples;
    open.parts += 1;
    this.then(async () => {
      await (await open.file).appendFile(bytes);
      onPart(part);
    });
    const nextIsIndependent = !isRung(rendition) || seconds < wholeSeconds;
    if (nextIsIndependent && this.slotOf(start + seconds) > open.slot) this.finish();
  }

  /** Closes what is open; resolves when all is on the disk. */
  async end(): Promise<void> {
    this.finish();
    await this.work;
  }

  private slotOf(seconds: number): number {
    const { gridStart, segmentSeconds } = this.options;
    return Math.floor((seconds - gridStart() + toleranceSeconds) / segmentSeconds);
  }

  private begin(start: number, slot: number): OpenSegment {
    const { folder, take, rendition } = this.options;
    const uri = `${take}/${rendition}-${this.count++}.m4s`;
    const file = open(`${join(folder, uri)}.part`, 'w');
    file.catch(() => undefined);
    return { uri, file, start, slot, seconds: 0, bytes: 0, frames: 0, parts: 0 };
  }

  private finish(): void {
    const segment = this.open;
    if (!segment) return;
    this.open = undefined;
    const { folder, rendition, epochMs, onSegment } = this.options;
    const { uri, seconds, bytes } = segment;
    const pictures = isRung(rendition) ? { frames: segment.frames } : {};
    this.then(async () => {
      await (await segment.file).close();
      await rename(`${join(folder, uri)}.part`, join(folder, uri));
      onSegment({ uri, at: Math.round(epochMs() + segment.start * 1000), seconds, bytes, ...pictures });
    });
  }

  private then(act: () => Promise<void>): void {
    this.work = this.work.then(act).catch((error: unknown) => this.options.onError(error));
  }
}
