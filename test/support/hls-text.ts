/** An HLS playlist (RFC 8216) read by somebody who did not write it. */
export interface ReadSegment {
  uri: string;
  seconds: number;
  /** When its first sample was captured, ms since 1970. */
  at: number;
  init: string;
  /** A discontinuity stands before it. */
  cut: boolean;
}

export interface ReadPlaylist {
  target: number;
  sequence: number;
  cutSequence: number;
  ended: boolean;
  segments: ReadSegment[];
  /** Rules that it breaks. */
  faults: string[];
}

/** Reads a media playlist (RFC 8216, 4.3.3) and holds it to its rules. */
export function readPlaylist(name: string, text: string): ReadPlaylist {
  const faults: string[] = [];
  const demand = (holds: boolean, rule: string) => {
    if (!holds) faults.push(`${name}: ${rule}`);
  };
  const lines = text.split('\n');
  const once = (tag: string): string | undefined => {
    const found = lines.filter((line) => line.startsWith(`#${tag}:`));
    demand(found.length <= 1, `${tag} stands ${found.length} times`);
    return found[0]?.slice(tag.length + 2);
  };
  demand(lines[0] === '#EXTM3U', 'does not begin with #EXTM3U');
  demand(lines.at(-1) === '', 'its last line does not end');
  demand(Number(once('EXT-X-VERSION')) >= 6, 'a version that knows no EXT-X-MAP of segments');
  const target = Number(once('EXT-X-TARGETDURATION'));
  demand(Number.isInteger(target) && target > 0, 'no target duration');
  const ended = lines.includes('#EXT-X-ENDLIST');
  const read: ReadPlaylist = {
    target,
    sequence: Number(once('EXT-X-MEDIA-SEQUENCE') ?? 0),
    cutSequence: Number(once('EXT-X-DISCONTINUITY-SEQUENCE') ?? 0),
    ended,
    segments: [],
    faults,
  };
  if (once('EXT-X-PLAYLIST-TYPE') === 'VOD') demand(ended, 'VOD without an end');
  let [init, at, seconds, cut] = ['', Number.NaN, Number.NaN, false];
  for (const line of lines) {
    const [tag = '', value = ''] = line.split(/:(.*)/s);
    if (tag === '#EXT-X-MAP') init = /URI="([^"]+)"/.exec(value)?.[1] ?? '';
    else if (tag === '#EXT-X-PROGRAM-DATE-TIME') at = Date.parse(value);
    else if (tag === '#EXT-X-DISCONTINUITY') cut = true;
    else if (tag === '#EXTINF') seconds = Number.parseFloat(value);
    else if (line && !line.startsWith('#')) {
      const before = read.segments.at(-1);
      demand(Number.isFinite(seconds), `${line} has no EXTINF`);
      demand(Math.round(seconds) <= target, `${line} lasts ${seconds} s, longer than the target`);
      demand(init !== '', `${line} has no EXT-X-MAP`);
      demand(!before || before.init === init || cut, `${line} has another initialisation, and no discontinuity`);
      demand(Number.isFinite(at), `${line} has no time`);
      if (before && !cut) {
        const apart = at - before.at - before.seconds * 1000;
        demand(Math.abs(apart) < 100, `${line} begins ${apart} ms after the one before ends`);
      }
      // The take before goes on until the next one is ready: they may overlap.
      demand(!before || cut || at > before.at, `${line} is earlier than the one before`);
      read.segments.push({ uri: line, seconds, at, init, cut });
      [at, seconds, cut] = [Number.NaN, Number.NaN, false];
    }
  }
  demand(new Set(read.segments.map(({ uri }) => uri)).size === read.segments.length, 'lists a segment twice');
  return read;
}

export interface Variant {
  uri: string;
  bandwidth: number;
  average: number;
  codecs: string[];
  /** Null for sound alone. */
  picture: { width: number; height: number; frameRate: number } | null;
}

/** Reads a master playlist (RFC 8216, 4.3.4) and holds it to its rules. */
export function readMaster(text: string): { variants: Variant[]; sound: string; faults: string[] } {
  const faults: string[] = [];
  const lines = text.split('\n');
  if (lines[0] !== '#EXTM3U') faults.push('the master does not begin with #EXTM3U');
  const attributes = (line: string) =>
    new Map(
      [...line.matchAll(/([A-Z-]+)=("[^"]*"|[^,]*)/g)].map(([, name, value]) => [name!, value!.replaceAll('"', '')]),
    );
  const media = lines.filter((line) => line.startsWith('#EXT-X-MEDIA:')).map(attributes);
  const variants = lines.flatMap((line, index): Variant[] => {
    if (!line.startsWith('#EXT-X-STREAM-INF:')) return [];
    const of = attributes(line);
    const uri = lines[index + 1] ?? '';
    for (const name of ['BANDWIDTH', 'AVERAGE-BANDWIDTH', 'CODECS'])
      if (!of.get(name)) faults.push(`${uri} has no ${name}`);
    const group = of.get('AUDIO');
    if (group && !media.some((one) => one.get('TYPE') === 'AUDIO' && one.get('GROUP-ID') === group))
      faults.push(`${uri} names a group ${group} that is not there`);
    const [width, height] = (of.get('RESOLUTION') ?? '').split('x').map(Number);
    const variant = {
      uri,
      bandwidth: Number(of.get('BANDWIDTH')),
      average: Number(of.get('AVERAGE-BANDWIDTH')),
      codecs: (of.get('CODECS') ?? '').split(','),
      picture: width && height ? { width, height, frameRate: Number(of.get('FRAME-RATE')) } : null,
    };
    if (variant.average > variant.bandwidth) faults.push(`${uri} is heavier on average than at its heaviest`);
    if (variant.picture && !(variant.picture.frameRate > 0)) faults.push(`${uri} has no FRAME-RATE`);
    return [variant];
  });
  const sound = media.find((one) => one.get('TYPE') === 'AUDIO' && one.get('DEFAULT') === 'YES')?.get('URI') ?? '';
  return { variants, sound, faults };
}
