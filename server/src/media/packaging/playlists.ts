import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import type { LoggedTake } from './programme-log.js';
import { type Part, partUri } from './live-parts.js';
import type { Segment } from './segment-writer.js';
import { interpretedIn, type Rendition, type Rung, rungs, slateFramesPerSecond, type Voice } from './take-plan.js';

/** No segment is longer than this and a half (RFC 8216, 4.3.3.1); what players wait between two looks. */
export const targetSeconds = 3;

/** What a live playlist holds: long enough to find one's place after a tunnel, short enough to be read each two seconds. */
export const windowSeconds = 60;

/** Of sound alone it is half of that: the list is read as often as six kilobytes of sound. */
const voiceWindowSeconds = 30;

export interface MediaPlaylistOptions {
  /** The programme is over: nothing will be added. */
  ended: boolean;
  /** Everything since the beginning, rather than the last minute. */
  full: boolean;
  /** What a live playlist holds, where not `windowSeconds`. */
  window?: number;
  /** Parts of what is newest; without them the playlist lists whole segments only. */
  low?: LowLatency;
}

/** What a playlist needs for low latency (draft-pantos-hls-rfc8216bis). */
export interface LowLatency {
  partsOf: (segment: string) => readonly Part[];
  /** The segment that is being written. */
  open: OpenSegment | null;
  /** How far each of the other playlists is. */
  reports: readonly Progress[];
  /** Only what is new, for a player that has read this playlist a moment ago. */
  skip: boolean;
}

/** A segment that is being written. */
export interface OpenSegment {
  uri: string;
  init: string;
  /** The first of its take. */
  cut: boolean;
}

export interface Progress {
  /** Name of the playlist, without its ending. */
  playlist: string;
  /** Number of the newest segment that is listed, also in part, and of the newest part in it. */
  segment: number;
  part: number;
}

/** No part is longer: half a second, and the pictures of a slow camera. */
const partTargetSeconds = 0.6;
/** Three parts: one that plays, one ahead and one on its way. */
const partHoldBackSeconds = 3 * partTargetSeconds;
/** What is older than this may be left out for a player that knows it: six targets at least (4.4.3.8). */
const skipUntilSeconds = 6 * targetSeconds;
/** For so long before the end parts are listed: three targets (4.4.4.9). */
const partsSeconds = 3 * targetSeconds;

export interface MasterPlaylistOptions {
  /** The programme is over: nothing will be added. */
  ended: boolean;
  /** Goes before each playlist's name. */
  prefix?: string;
  /** What can be chosen beside the ladder. */
  sides?: readonly SideRendition[];
}

/** One line of a media playlist. */
export interface Listed {
  segment: Segment;
  /** Path of the initialisation it needs; null for text. */
  init: string | null;
  /** The first of its take. */
  cut: boolean;
}

/** A choice beside the ladder's own (RFC 8216, 4.3.4.1): the sound in another language, captions. */
export interface SideRendition {
  type: 'AUDIO' | 'SUBTITLES';
  language: SpokenLanguage;
  /** As viewers read it, in its own language; without quotation marks. */
  name: string;
  /** Its media playlist is `<playlist>.m3u8`: small letters and dashes. */
  playlist: string;
}

/** What a rung is declared as before it was seen; a speaker's browser sends these (`web/src/media/encodings.ts`). */
const nominal: Record<Rung, { width: number; height: number; bandwidth: number }> = {
  low: { width: 320, height: 180, bandwidth: 100_000 },
  mid: { width: 640, height: 360, bandwidth: 500_000 },
  high: { width: 1280, height: 720, bandwidth: 1_500_000 },
};
const nominalCodec = 'avc1.42e01f';
const nominalFrameRate = 30;
const nominalVoice: Record<Voice, number> = { audio: 70_000, voice: 28_000 };
/** Of a language (`interpretation-mix.ts`), with its container. */
const nominalInterpreted = 40_000;
const soundCodec = 'mp4a.40.2';

/**
 * A media playlist (RFC 8216, 4.3.3) of one rendition. A take that has no such rendition is listed with the one next to it:
 * every playlist is complete, and all of them have the same discontinuities.
 * @param takes those of which every rendition has begun, in order
 */
export const mediaPlaylist = (
  takes: readonly LoggedTake[],
  rendition: Rendition,
  options: MediaPlaylistOptions,
): string =>
  playlistOf(listedOf(takes, rendition), {
    ...options,
    ...(rendition === 'voice' && { window: voiceWindowSeconds }),
  });

/** What a rendition's playlist lists. A side rendition's is this of another one, with addresses of its own. */
export const listedOf = (takes: readonly LoggedTake[], rendition: Rendition): Listed[] =>
  takes.flatMap((take) => listed(take, rendition));

/** The text of a media playlist. @param all everything since the beginning, in order */
export function playlistOf(
  all: readonly Listed[],
  { ended, full, low, window = windowSeconds }: MediaPlaylistOptions,
): string {
  const first = Math.max(full || ended ? 0 : startOf(all, window), firstThere(all));
  const skipped = low?.skip ? Math.max(0, startOf(all, skipUntilSeconds) - first) : 0;
  const partsFrom = low ? startOf(all, partsSeconds) : all.length;
  const cutsBefore = all.slice(0, first).filter(({ cut }) => cut).length;
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${skipped > 0 ? 9 : 7}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${targetSeconds}`,
    ...(low ? lowLatencyHead : []),
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    // The first take's own mark is no discontinuity: nothing comes before it.
    `#EXT-X-DISCONTINUITY-SEQUENCE:${Math.max(0, cutsBefore - (first > 0 ? 1 : 0))}`,
    ...(ended ? ['#EXT-X-PLAYLIST-TYPE:VOD'] : full && first === 0 ? ['#EXT-X-PLAYLIST-TYPE:EVENT'] : []),
  ];
  if (skipped > 0) lines.push(`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`);
  let init: string | null = null;
  all.slice(first + skipped).forEach((one, position) => {
    const index = first + skipped + position;
    if (one.cut && index > 0) lines.push('#EXT-X-DISCONTINUITY');
    if (one.init && one.init !== init) lines.push(`#EXT-X-MAP:URI="${one.init}"`);
    init = one.init;
    // RFC 8216bis, 4.4.4.7: it was not recorded.
    if (one.segment.gone) lines.push('#EXT-X-GAP');
    lines.push(
      timeLine(one.segment.at),
      ...(low && index >= partsFrom ? low.partsOf(one.segment.uri).map(partLine) : []),
      `#EXTINF:${one.segment.seconds.toFixed(3)},`,
      one.segment.uri,
    );
  });
  if (ended) lines.push('#EXT-X-ENDLIST');
  if (low) lines.push(...lowLatencyTail(low, init));
  return `${lines.join('\n')}\n`;
}

/**
 * The ladder (RFC 8216, 4.3.4), with figures of what went out so far. While it is live, players read it once: what is yet to
 * come counts too, so that no rung is declared lighter than a speaker's browser makes it.
 */
export function masterPlaylist(takes: readonly LoggedTake[], options: MasterPlaylistOptions): string {
  const { prefix = '', sides = [], ended } = options;
  const telling = ended ? takes : takes.filter(isMoving);
  const ratesOf = (rendition: Rendition, nominalRate: number): Rates => {
    const seen = rates(telling, rendition) ?? steady(nominalRate);
    return ended ? seen : { ...seen, peak: Math.max(seen.peak, nominalRate) };
  };
  const spoken = sides.filter(({ type }) => type === 'AUDIO');
  const interpreted = spoken.flatMap(({ language }) =>
    ended ? (rates(telling, interpretedIn(language)) ?? []) : ratesOf(interpretedIn(language), nominalInterpreted),
  );
  const sound = heaviest([ratesOf('audio', nominalVoice.audio), ...interpreted]);
  const voice = heaviest([ratesOf('voice', nominalVoice.voice), ...interpreted]);
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    floorLine('sound', `${prefix}audio.m3u8`),
    ...sides.map((side) => sideLine(side, side.type === 'AUDIO' ? 'sound' : 'captions', prefix)),
    // Whoever hears the sound alone chooses among the same languages (RFC 8216, 4.3.4.1.1: groups have the same members).
    ...(spoken.length > 0 ? [floorLine('voice', `${prefix}voice.m3u8`)] : []),
    ...spoken.map((side) => sideLine(side, 'voice', prefix)),
  ];
  const subtitles = sides.some(({ type }) => type === 'SUBTITLES') ? ',SUBTITLES="captions"' : '';
  // The middle one first: what a player begins with before it knows the network.
  for (const rung of ['mid', 'high', 'low'] as const) {
    const { width, height, frameRate, codec } = pictureOf(takes, rung, ended);
    const picture = ratesOf(rung, nominal[rung].bandwidth);
    lines.push(
      `#EXT-X-STREAM-INF:BANDWIDTH=${picture.peak + sound.peak},AVERAGE-BANDWIDTH=${picture.average + sound.average},` +
        `CODECS="${codec},${soundCodec}",RESOLUTION=${width}x${height},FRAME-RATE=${frameRate.toFixed(3)},AUDIO="sound"${subtitles}`,
      `${prefix}${rung}.m3u8`,
    );
  }
  lines.push(
    `#EXT-X-STREAM-INF:BANDWIDTH=${voice.peak},AVERAGE-BANDWIDTH=${voice.average},CODECS="${soundCodec}"${spoken.length > 0 ? ',AUDIO="voice"' : ''}`,
    `${prefix}voice.m3u8`,
  );
  return `${lines.join('\n')}\n`;
}

const floorLine = (group: string, uri: string): string =>
  `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${group}",NAME="floor",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="1",URI="${uri}"`;

function sideLine({ type, language, name, playlist }: SideRendition, group: string, prefix: string): string {
  // An interpreter is heard by those who ask for one: a phone must not choose by the language of its menus.
  const about = type === 'AUDIO' ? 'AUTOSELECT=NO,CHANNELS="1"' : 'AUTOSELECT=YES,FORCED=NO';
  return (
    `#EXT-X-MEDIA:TYPE=${type},GROUP-ID="${group}",NAME="${name}",LANGUAGE="${language}",DEFAULT=NO,` +
    `${about},URI="${prefix}${playlist}.m3u8"`
  );
}

/**
 * The rendition that stands for another in a take: itself; the floor where nobody interpreted; of pictures the next smaller
 * one, else the next larger.
 */
export function standIn(take: LoggedTake, rendition: Rendition): Rendition | undefined {
  if (take.facts[rendition]) return rendition;
  if (rendition.startsWith('sound-')) return take.facts.audio && 'audio';
  const wanted = rungs.indexOf(rendition as Rung);
  if (wanted < 0) return undefined;
  const order = [...rungs.slice(0, wanted).reverse(), ...rungs.slice(wanted + 1)];
  return order.find((rung) => take.facts[rung]);
}

function listed(take: LoggedTake, rendition: Rendition): Listed[] {
  const used = standIn(take, rendition);
  const init = used && take.facts[used]?.init;
  if (!used || !init) return [];
  return (take.segments[used] ?? []).map((segment, index) => ({ segment, init, cut: index === 0 }));
}

/** What was not recorded and is no longer there at the beginning is not listed. */
function firstThere(all: readonly Listed[]): number {
  const found = all.findIndex(({ segment }) => !segment.gone);
  return found < 0 ? all.length : found;
}

const lowLatencyHead = [
  `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=${skipUntilSeconds.toFixed(1)},PART-HOLD-BACK=${partHoldBackSeconds.toFixed(1)}`,
  `#EXT-X-PART-INF:PART-TARGET=${partTargetSeconds.toFixed(1)}`,
];

/** The segment under way, what comes next, and how far the others are. @param init what the segment before needs */
function lowLatencyTail({ open, partsOf, reports }: LowLatency, init: string | null): string[] {
  if (!open) return [];
  const parts = partsOf(open.uri);
  return [
    ...(open.cut && init !== null ? ['#EXT-X-DISCONTINUITY'] : []),
    ...(open.init === init ? [] : [`#EXT-X-MAP:URI="${open.init}"`]),
    ...parts.slice(0, 1).map(({ at }) => timeLine(at)),
    ...parts.map(partLine),
    `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${partUri(open.uri, parts.length)}"`,
    ...reports.map(
      ({ playlist, segment, part }) =>
        `#EXT-X-RENDITION-REPORT:URI="${playlist}.m3u8",LAST-MSN=${segment},LAST-PART=${part}`,
    ),
  ];
}

const timeLine = (at: number): string => `#EXT-X-PROGRAM-DATE-TIME:${new Date(at).toISOString()}`;

const partLine = ({ of, index, seconds, independent }: Part): string =>
  `#EXT-X-PART:DURATION=${seconds.toFixed(3)},URI="${partUri(of, index)}"${independent ? ',INDEPENDENT=YES' : ''}`;

/** The segment of a rendition that the last take writes now. */
export function openOf(takes: readonly LoggedTake[], rendition: Rendition): OpenSegment | null {
  const take = takes.at(-1);
  const used = take && standIn(take, rendition);
  const init = used && take.facts[used]?.init;
  if (!used || !init) return null;
  const count = take.segments[used]?.length ?? 0;
  return { uri: `${take.name}/${used}-${count}.m4s`, init, cut: count === 0 };
}

/** How many whole segments there are of a rendition. */
export const countOf = (takes: readonly LoggedTake[], rendition: Rendition): number =>
  takes.reduce((sum, take) => sum + (take.segments[standIn(take, rendition) ?? rendition]?.length ?? 0), 0);

/** The first of the last segments that last so long together. */
function startOf(all: readonly Listed[], wantedSeconds: number): number {
  let seconds = 0;
  for (let index = all.length - 1; index >= 0; index -= 1) {
    seconds += all[index]?.segment.seconds ?? 0;
    if (seconds >= wantedSeconds) return index;
  }
  return 0;
}

interface Rates {
  /** Bits per second: of the heaviest segment, and of all. */
  peak: number;
  average: number;
}

const steady = (bandwidth: number): Rates => ({ peak: bandwidth, average: bandwidth });

const heaviest = (all: readonly Rates[]): Rates => ({
  peak: Math.max(...all.map(({ peak }) => peak)),
  average: Math.max(...all.map(({ average }) => average)),
});

/** A segment that was cut short says nothing about the rate. */
const tellingSeconds = 1;

function rates(takes: readonly LoggedTake[], rendition: Rendition): Rates | null {
  let [bits, seconds, peak] = [0, 0, 0];
  for (const take of takes) {
    // As its playlist lists it.
    for (const segment of take.segments[standIn(take, rendition) ?? rendition] ?? []) {
      if (segment.seconds < tellingSeconds) continue;
      bits += segment.bytes * 8;
      seconds += segment.seconds;
      peak = Math.max(peak, (segment.bytes * 8) / segment.seconds);
    }
  }
  return seconds > 0 ? { peak: Math.ceil(peak), average: Math.ceil(bits / seconds) } : null;
}

/** A slate weighs next to nothing, and says nothing about what a speaker will. */
const isMoving = ({ facts }: LoggedTake): boolean =>
  rungs.some((rung) => (facts[rung]?.frameRate ?? 0) > slateFramesPerSecond + 1);

function pictureOf(takes: readonly LoggedTake[], rung: Rung, ended: boolean) {
  const own = takes.flatMap((take) => take.facts[rung] ?? []);
  const listed = takes.flatMap((take) => take.facts[standIn(take, rung) ?? rung] ?? []);
  // Whoever decodes the highest profile and level decodes the others.
  const codecs = listed.map((one) => one.codecs).sort((one, other) => rank(other) - rank(one));
  const frameRate = Math.max(...takes.map((take) => framesPerSecond(take, rung)), 1);
  const [first, ...others] = own.length > 0 || !ended ? own : listed;
  if (!first) {
    const [codec = nominalCodec] = [nominalCodec, ...codecs].sort((one, other) => rank(other) - rank(one));
    return { ...nominal[rung], frameRate: Math.max(frameRate, nominalFrameRate), codec };
  }
  const { width, height } = others.reduce(
    (best, one) => (best.width * best.height >= one.width * one.height ? best : one),
    first,
  );
  // A camera that has begun in the dark is faster in the light.
  return {
    width,
    height,
    frameRate: ended ? frameRate : Math.max(frameRate, nominalFrameRate),
    codec: codecs[0] ?? nominalCodec,
  };
}

/** The most of any segment that tells; else what was seen at the start. */
function framesPerSecond(take: LoggedTake, rung: Rung): number {
  const used = standIn(take, rung);
  if (!used) return 0;
  let most = 0;
  for (const { frames = 0, seconds } of take.segments[used] ?? [])
    if (seconds >= tellingSeconds) most = Math.max(most, frames / seconds);
  return most || (take.facts[used]?.frameRate ?? 0);
}

/** Of `avc1.PPCCLL` (RFC 6381): profile, then level. */
const rank = (codec: string): number => Number.parseInt(codec.slice(5, 7) + codec.slice(9, 11), 16);
