import { readFile } from 'node:fs/promises';
import { type Box, boxesOf, boxSize, child } from './boxes.js';

/** What a rendition's initialisation says about it. */
export interface InitFacts {
  timescale: number;
  /** RFC 6381, e.g. `avc1.42c01f` or `mp4a.40.2`. */
  codecs: string;
  /** Pixels; 0 for sound. */
  width: number;
  height: number;
}

/** A movie fragment as ffmpeg wrote it: `moof` and `mdat`, whole. */
export interface Fragment {
  bytes: Buffer;
  /** Decode time of its first sample, and how long it lasts, in units of the track's timescale. */
  start: number;
  duration: number;
  samples: number;
  /** Can be decoded without what came before. */
  independent: boolean;
}

/** A box larger than this is no fragment of half a second, but rubbish. */
const maxBoxBytes = 64 * 1024 * 1024;

/** Cuts one fragmented MP4 stream (ISO/IEC 14496-12, 8.8) as it comes out of a pipe into its initialisation and its fragments. */
export class FragmentReader {
  private rest: Buffer[] = [];
  private restBytes = 0;
  private wanted = 8;
  private head: Buffer[] = [];
  private moof: Box | undefined;

  constructor(
    private readonly onInit: (init: Buffer) => void,
    private readonly onFragment: (fragment: Fragment) => void,
  ) {}

  /** @throws RangeError for what is no such stream */
  push(chunk: Buffer): void {
    this.rest.push(chunk);
    this.restBytes += chunk.length;
    // A key frame comes in many chunks: they are joined once all of it is there.
    if (this.restBytes < this.wanted) return;
    let data = Buffer.concat(this.rest);
    for (;;) {
      const size = boxSize(data, 0);
      if (size !== null && size > maxBoxBytes) throw new RangeError(`a box of ${size} bytes`);
      this.wanted = size ?? 16;
      if (size === null || data.length < size) break;
      const [box] = boxesOf(data.subarray(0, size));
      if (box) this.take(box);
      data = data.subarray(size);
    }
    this.rest = [data];
    this.restBytes = data.length;
  }

  private take(box: Box): void {
    if (box.type === 'moof') this.moof = box;
    else if (box.type === 'mdat' && this.moof) {
      this.onFragment(readFragment(this.moof, box));
      this.moof = undefined;
    } else if (box.type === 'ftyp' || box.type === 'moov') {
      this.head.push(Buffer.from(box.bytes));
      if (box.type === 'moov') this.onInit(Buffer.concat(this.head));
    }
    // What else there is (mfra at the end, free) is of no use in a stream.
  }
}

/** @throws Error where ffmpeg wrote something else than one track of H.264 or AAC */
export function readInit(init: Buffer): InitFacts {
  const mdia = child(init, 'moov', 'trak', 'mdia');
  const mdhd = mdia && child(mdia.body, 'mdhd');
  const stsd = mdia && child(mdia.body, 'minf', 'stbl', 'stsd');
  if (!mdhd || !stsd) throw new Error('an initialisation without a track');
  const timescale = mdhd.body.readUInt32BE(mdhd.body[0] === 1 ? 20 : 12);
  // Version and flags, then the number of entries.
  const [entry] = boxesOf(stsd.body.subarray(8));
  if (entry?.type === 'mp4a') return { timescale, codecs: 'mp4a.40.2', width: 0, height: 0 };
  // VisualSampleEntry: 78 bytes before the boxes in it, of which width and height begin at 24.
  const avcC = entry?.type === 'avc1' ? child(entry.body.subarray(78), 'avcC') : undefined;
  if (!entry || !avcC) throw new Error(`an initialisation for ${entry?.type}`);
  const codecs = `avc1.${avcC.body.toString('hex', 1, 4)}`;
  return { timescale, codecs, width: entry.body.readUInt16BE(24), height: entry.body.readUInt16BE(26) };
}

/** Flag of ISO/IEC 14496-12, 8.8.3.1: the sample is no sync sample. */
const nonSync = 0x0001_0000;

function readFragment(moof: Box, mdat: Box): Fragment {
  const traf = child(moof.body, 'traf');
  const tfhd = traf && child(traf.body, 'tfhd');
  const tfdt = traf && child(traf.body, 'tfdt');
  if (!traf || !tfhd || !tfdt) throw new RangeError('a fragment without a track');
  const defaults = readDefaults(tfhd.body);
  let [duration, samples] = [0, 0];
  let firstFlags: number | undefined;
  for (const box of boxesOf(traf.body)) {
    if (box.type !== 'trun') continue;
    const run = readRun(box.body, defaults);
    duration += run.duration;
    samples += run.samples;
    firstFlags ??= run.firstFlags;
  }
  return {
    bytes: Buffer.concat([moof.bytes, mdat.bytes]),
    start: tfdt.body[0] === 1 ? Number(tfdt.body.readBigUInt64BE(4)) : tfdt.body.readUInt32BE(4),
    duration,
    samples,
    independent: ((firstFlags ?? 0) & nonSync) === 0,
  };
}

interface Defaults {
  duration: number;
  flags: number;
}

/** ISO/IEC 14496-12, 8.8.7: each field is there when its flag is. */
function readDefaults(body: Buffer): Defaults {
  const flags = body.readUInt32BE(0) & 0xff_ffff;
  let at = 8;
  const optional = (flag: number, bytes: number): number => {
    if ((flags & flag) === 0) return 0;
    at += bytes;
    return bytes === 4 ? body.readUInt32BE(at - 4) : 0;
  };
  optional(0x01, 8);
  optional(0x02, 4);
  const duration = optional(0x08, 4);
  optional(0x10, 4);
  return { duration, flags: optional(0x20, 4) };
}

/** ISO/IEC 14496-12, 8.8.8. */
function readRun(body: Buffer, defaults: Defaults): { duration: number; samples: number; firstFlags: number } {
  const flags = body.readUInt32BE(0) & 0xff_ffff;
  const samples = body.readUInt32BE(4);
  let at = 8 + (flags & 0x01 ? 4 : 0);
  let firstFlags = flags & 0x04 ? body.readUInt32BE(at) : undefined;
  at += flags & 0x04 ? 4 : 0;
  const has = [0x100, 0x200, 0x400, 0x800].map((flag): number => (flags & flag ? 4 : 0));
  const stride = has.reduce((sum, bytes) => sum + bytes, 0);
  let duration = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const row = at + sample * stride;
    duration += flags & 0x100 ? body.readUInt32BE(row) : defaults.duration;
    if (sample === 0 && flags & 0x400) firstFlags ??= body.readUInt32BE(row + (has[0] ?? 0) + (has[1] ?? 0));
  }
  return { duration, samples, firstFlags: firstFlags ?? defaults.flags };
}

/** Media time of the first sample of a segment, in seconds, from the files of it and of its initialisation. */
export async function firstSample(init: string, segment: string): Promise<number> {
  const { timescale } = readInit(await readFile(init));
  let first: number | undefined;
  const reader = new FragmentReader(
    () => undefined,
    ({ start }) => (first ??= start / timescale),
  );
  reader.push(await readFile(segment));
  return first ?? 0;
}
