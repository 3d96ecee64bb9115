import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ReadPlaylist, type ReadSegment, readMaster, readPlaylist } from './hls-text.js';

const run = promisify(execFile);
const abreast = 3;
/** What a picture's length, or a packet of sound, can be off by. */
const grainSeconds = 0.1;
/** A segment that was cut short says nothing about the rate. */
const tellingSeconds = 1;
/** Of figures that are declared, as Apple's own validator allows. */
const tolerance = 1.1;

/** Playlists and files by their names, from wherever they are. */
export interface HlsSource {
  text: (name: string) => Promise<string>;
  bytes: (uri: string) => Promise<Buffer>;
}

export interface Validated {
  /** What is wrong; empty when nothing is. */
  faults: string[];
  segments: number;
  playlists: Map<string, ReadPlaylist>;
}

interface Probed {
  codec: string;
  width: number;
  height: number;
  frames: number;
  /** Media time, s. */
  from: number;
  to: number;
  beginsWithKey: boolean;
  inOrder: boolean;
  bytes: number;
}

/**
 * Plays the part of an independent validator: reads a ladder's playlists, holds them to RFC 8216, has ffprobe look into every
 * segment, and compares what is declared with what is there.
 */
export async function validate(source: HlsSource, prefix = ''): Promise<Validated> {
  const { variants, sound, faults } = readMaster(await source.text(`${prefix}master.m3u8`));
  const names = [...variants.map(({ uri }) => uri), sound];
  const playlists = new Map<string, ReadPlaylist>();
  for (const name of names) playlists.set(name, readPlaylist(name, await source.text(name)));
  const all = [...playlists.values()];
  for (const playlist of all) faults.push(...playlist.faults);
  if (all.every(({ ended }) => ended)) {
    const shapes = new Set(all.map(({ segments }) => segments.filter(({ cut }) => cut).length));
    if (shapes.size !== 1) faults.push(`playlists have different discontinuities: ${[...shapes].join(', ')}`);
  }
  const probed = await probeAll(source, new Map(all.flatMap(({ segments }) => segments.map((one) => [one.uri, one]))));
  for (const [name, { segments }] of playlists) faults.push(...timesOf(name, segments, probed));
  const rate = ({ uri, seconds }: ReadSegment) => ((probed.get(uri)?.bytes ?? 0) * 8) / seconds;
  const telling = (name: string) =>
    (playlists.get(name)?.segments ?? []).filter(({ seconds }) => seconds >= tellingSeconds);
  const peak = (name: string) => Math.max(0, ...telling(name).map(rate));
  const average = (name: string) => {
    const [bits, seconds] = telling(name).reduce(([b, s], one) => [b + rate(one) * one.seconds, s + one.seconds], [
      0, 0,
    ] as [number, number]);
    return bits / seconds;
  };
  for (const { uri, bandwidth, average: declared, codecs, picture } of variants) {
    const own = (playlists.get(uri)?.segments ?? []).map((one) => probed.get(one.uri)!);
    const beside = (of: (name: string) => number) => of(uri) + (picture ? of(sound) : 0);
    if (beside(peak) > bandwidth * tolerance)
      faults.push(`${uri}: BANDWIDTH ${bandwidth}, measured ${Math.round(beside(peak))}`);
    if (playlists.get(uri)?.ended && Math.abs(beside(average) / declared - 1) > tolerance - 1)
      faults.push(`${uri}: AVERAGE-BANDWIDTH ${declared}, measured ${Math.round(beside(average))}`);
    for (const codec of new Set(own.map((one) => one.codec)))
      if (!codecs.some((one) => covers(one, codec))) faults.push(`${uri}: ${codec} is not among ${codecs.join()}`);
    if (!picture) continue;
    // While it is live, a rung that is yet to come is declared as it will be.
    const isThere = own.some(({ width, height }) => width === picture.width && height === picture.height);
    if (playlists.get(uri)?.ended && !isThere)
      faults.push(`${uri}: RESOLUTION ${picture.width}x${picture.height} is none of its segments'`);
    const fastest = Math.max(...own.filter(({ from, to }) => to - from > tellingSeconds).map(frameRate));
    if (fastest > picture.frameRate * tolerance + 1)
      faults.push(`${uri}: FRAME-RATE ${picture.frameRate}, measured ${fastest.toFixed(2)}`);
  }
  return { faults, segments: probed.size, playlists };
}

const frameRate = ({ frames, from, to }: Probed): number => frames / (to - from);

/** Each segment lasts as long as is said, and begins where the one before ends. */
function timesOf(name: string, segments: readonly ReadSegment[], probed: ReadonlyMap<string, Probed>): string[] {
  const faults: string[] = [];
  let before: { segment: ReadSegment; probe: Probed } | undefined;
  for (const segment of segments) {
    const probe = probed.get(segment.uri)!;
    const lasts = probe.to - probe.from;
    if (!probe.beginsWithKey) faults.push(`${name}: ${segment.uri} does not begin with a key frame`);
    if (!probe.inOrder) faults.push(`${name}: ${segment.uri} goes back in time`);
    if (Math.abs(lasts - segment.seconds) > grainSeconds)
      faults.push(`${name}: ${segment.uri} is said to last ${segment.seconds} s, and lasts ${lasts.toFixed(3)}`);
    if (before && !segment.cut) {
      const apart = probe.from - before.probe.to;
      if (Math.abs(apart) > grainSeconds)
        faults.push(`${name}: ${segment.uri} begins ${apart.toFixed(3)} s after the one before`);
      const byClock = (segment.at - before.segment.at) / 1000 - (probe.from - before.probe.from);
      if (Math.abs(byClock) > grainSeconds / 10)
        faults.push(`${name}: the time of ${segment.uri} is ${byClock.toFixed(3)} s beside its media's`);
    }
    before = { segment, probe };
  }
  return faults;
}

async function probeAll(source: HlsSource, segments: Map<string, ReadSegment>): Promise<Map<string, Probed>> {
  const folder = await mkdtemp(join(tmpdir(), 'sammelan-probe-'));
  const found = new Map<string, Probed>();
  const left = [...segments.values()];
  const work = async (name: string) => {
    for (let one = left.shift(); one; one = left.shift()) {
      const file = join(folder, `${name}.mp4`);
      const [init, media] = await Promise.all([source.bytes(one.init), source.bytes(one.uri)]);
      await writeFile(file, Buffer.concat([init, media]));
      found.set(one.uri, { ...(await probe(file)), bytes: media.length });
    }
  };
  try {
    await Promise.all(Array.from({ length: abreast }, (_, index) => work(String(index))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return found;
}

interface FfprobeOutput {
  streams: { codec_name: string; profile?: string; level?: number; width?: number; height?: number }[];
  packets: { pts_time: string; dts_time: string; duration_time?: string; flags: string }[];
}

async function probe(file: string): Promise<Omit<Probed, 'bytes'>> {
  const entries = 'stream=codec_name,profile,level,width,height:packet=pts_time,dts_time,duration_time,flags';
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'json', file], {
    maxBuffer: 1 << 24,
  });
  const { streams, packets } = JSON.parse(stdout) as FfprobeOutput;
  const [stream, ...others] = streams;
  const [first] = packets;
  if (!stream || others.length > 0 || !first) throw new Error(`${streams.length} tracks, ${packets.length} packets`);
  const dts = packets.map((one) => Number(one.dts_time));
  const last = packets.at(-1)!;
  return {
    codec: codecOf(stream),
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    frames: packets.length,
    from: Number(first.pts_time),
    to: Number(last.pts_time) + Number(last.duration_time ?? 0),
    beginsWithKey: first.flags.startsWith('K'),
    inOrder: dts.every((at, index) => index === 0 || at > dts[index - 1]!),
  };
}

const profiles: Record<string, string> = { 'Constrained Baseline': '42', Baseline: '42', Main: '4d', High: '64' };

/** As `avc1.42??1f`, from ffprobe's words. */
function codecOf({ codec_name, profile = '', level = 0 }: FfprobeOutput['streams'][number]): string {
  if (codec_name === 'aac') return profile === 'LC' ? 'mp4a.40.2' : `aac ${profile}`;
  return `avc1.${profiles[profile] ?? profile}??${level.toString(16).padStart(2, '0')}`;
}

/** Whether a decoder for what is declared (RFC 6381) decodes what was found: the same profile, and no higher level. */
const covers = (declared: string, found: string): boolean =>
  declared === found || (declared.slice(0, 7) === found.slice(0, 7) && declared.slice(9) >= found.slice(9));
