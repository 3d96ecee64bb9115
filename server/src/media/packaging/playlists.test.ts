import fc from 'fast-check';
import {
  masterPlaylist,
  mediaPlaylist,
  type SideRendition,
  standIn,
  targetSeconds,
  windowSeconds,
} from './playlists.js';
import type { LoggedTake } from './programme-log.js';
import { type Rendition, renditions, type Rung, rungs, slateFramesPerSecond } from './take-plan.js';

const began = Date.UTC(2026, 10, 22, 12);

function take(name: string, ladder: readonly Rung[], lengths: readonly number[], from = began): LoggedTake {
  const result: LoggedTake = { name, facts: {}, segments: {} };
  for (const rendition of [...ladder, 'audio', 'voice'] as Rendition[]) {
    const isSound = rendition === 'audio' || rendition === 'voice';
    const codecs = isSound ? 'mp4a.40.2' : 'avc1.42c01f';
    const size = isSound ? { width: 0, height: 0, frameRate: 0 } : { width: 640, height: 360, frameRate: 29.97 };
    result.facts[rendition] = { codecs, ...size, init: `${name}/${rendition}.mp4` };
    let at = from;
    result.segments[rendition] = lengths.map((seconds, index) => {
      const segment = { uri: `${name}/${rendition}-${index}.m4s`, at, seconds, bytes: 100_000 };
      at += seconds * 1000;
      return segment;
    });
  }
  return result;
}

const lines = (text: string, start: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith(start))
    .map((line) => line.slice(start.length));
const uris = (text: string) => text.split('\n').filter((line) => line && !line.startsWith('#'));

const live = { ended: false, full: false };
const full = { ended: false, full: true };

describe('the sound in a language', () => {
  test('is the floor’s in takes in which nobody interpreted, and has the same discontinuities', () => {
    const [before, after] = [take('1', ['mid'], [2, 2]), take('2', ['mid'], [2], began + 4000)];
    after.facts['sound-en'] = { ...after.facts.audio!, init: '2/sound-en.mp4' };
    after.segments['sound-en'] = after.segments.audio!.map((one) => ({ ...one, uri: '2/sound-en-0.m4s' }));
    const text = mediaPlaylist([before, after], 'sound-en', full);
    expect(uris(text)).toEqual(['1/audio-0.m4s', '1/audio-1.m4s', '2/sound-en-0.m4s']);
    expect(text).toContain('#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="2/sound-en.mp4"');
    expect(standIn(before, 'sound-ta')).toBe('audio');
  });
});

describe('a media playlist', () => {
  const two = [take('1', ['mid'], [2, 2, 0.6]), take('2', ['low', 'mid', 'high'], [2, 2], began + 4600)];

  test('lists every segment with its time, and marks where the take changes', () => {
    expect(mediaPlaylist(two, 'high', full)).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-TARGETDURATION:3
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-DISCONTINUITY-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:EVENT
#EXT-X-MAP:URI="1/mid.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T12:00:00.000Z
#EXTINF:2.000,
1/mid-0.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T12:00:02.000Z
#EXTINF:2.000,
1/mid-1.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T12:00:04.000Z
#EXTINF:0.600,
1/mid-2.m4s
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="2/high.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T12:00:04.600Z
#EXTINF:2.000,
2/high-0.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T12:00:06.600Z
#EXTINF:2.000,
2/high-1.m4s
`);
  });

  test('that is over says so, and is whole', () => {
    const text = mediaPlaylist(two, 'audio', { ended: true, full: false });
    expect(text).toContain('#EXT-X-PLAYLIST-TYPE:VOD');
    expect(text).toMatch(/#EXT-X-ENDLIST\n$/);
    expect(uris(text)).toHaveLength(5);
  });

  test('has another rung in the place of one that a take lacks, the smaller one first', () => {
    expect(standIn(take('1', ['low', 'mid'], [2]), 'high')).toBe('mid');
    expect(standIn(take('1', ['mid', 'high'], [2]), 'low')).toBe('mid');
    expect(standIn(take('1', ['low', 'high'], [2]), 'mid')).toBe('low');
    expect(standIn(take('1', ['low'], [2]), 'audio')).toBe('audio');
  });
});

/** Programmes as they come to be: takes of any ladder, with segments of about two seconds and a short one at their end. */
const programmes = fc
  .array(
    fc.tuple(
      fc.subarray([...rungs], { minLength: 1 }),
      fc.array(fc.double({ min: 1.6, max: 2.4, noNaN: true }), { minLength: 1, maxLength: 40 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => {
    let from = began;
    return all.map(([ladder, lengths], index) => {
      const made = take(String(index + 1), ladder, lengths, from);
      from += lengths.reduce((sum, seconds) => sum + seconds, 0) * 1000;
      return made;
    });
  });

/** As `LiveParts` would tell: each segment in four, and two of the one under way. */
const partsOf = (uri: string) =>
  Array.from({ length: uri === '1/mid-30.m4s' ? 2 : 4 }, (_, index) => ({
    ...{ of: uri, index, offset: index * 1000, bytes: 1000, seconds: 0.5, independent: index === 0 },
    at: began + 60_000 + index * 500,
  }));

describe('a media playlist of low latency', () => {
  const long = [
    take(
      '1',
      ['mid'],
      Array.from({ length: 30 }, () => 2),
    ),
  ];
  const open = { uri: '1/mid-30.m4s', init: '1/mid.mp4', cut: false };
  const low = { partsOf, open, reports: [{ playlist: 'audio', segment: 30, part: 2 }], skip: false };

  test('lists parts of the newest segments and of the one under way, and what comes next', () => {
    const text = mediaPlaylist(long, 'mid', { ...live, low });
    expect(text).toContain('#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=18.0,PART-HOLD-BACK=1.8\n');
    expect(text).toContain('#EXT-X-PART-INF:PART-TARGET=0.6\n');
    // Three targets: five segments of two seconds, and two parts more.
    expect(lines(text, '#EXT-X-PART:')).toHaveLength(5 * 4 + 2);
    expect(text.slice(text.indexOf('1/mid-29.m4s\n'))).toBe(`1/mid-29.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T12:01:00.000Z
#EXT-X-PART:DURATION=0.500,URI="1/mid-30.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.500,URI="1/mid-30.1.m4s"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="1/mid-30.2.m4s"
#EXT-X-RENDITION-REPORT:URI="audio.m3u8",LAST-MSN=30,LAST-PART=2
`);
  });

  test('leaves out what a player knows, but nothing of the last six targets', () => {
    const [whole, delta] = [false, true].map((skip) => mediaPlaylist(long, 'mid', { ...full, low: { ...low, skip } }));
    const skipped = Number(lines(delta!, '#EXT-X-SKIP:SKIPPED-SEGMENTS=')[0]);
    expect(uris(delta!)).toEqual(uris(whole!).slice(skipped));
    expect(lines(delta!, '#EXTINF:').reduce((sum, one) => sum + parseFloat(one), 0)).toBe(6 * targetSeconds);
    expect(delta).toContain('#EXT-X-VERSION:9');
    expect(delta!.length).toBeLessThan(whole!.length);
  });

  test('that is short leaves nothing out', () => {
    const text = mediaPlaylist([take('1', ['mid'], [2, 2])], 'mid', { ...live, low: { ...low, skip: true } });
    expect(text).not.toContain('#EXT-X-SKIP');
    expect(uris(text)).toHaveLength(2);
  });
});

describe('the rules of RFC 8216, for any programme', () => {
  test('a window is a part of the whole, numbered as in the whole, and changes takes where the whole does', () => {
    fc.assert(
      fc.property(programmes, fc.constantFrom(...renditions), (takes, rendition) => {
        const [whole, window] = [mediaPlaylist(takes, rendition, full), mediaPlaylist(takes, rendition, live)];
        const first = Number(lines(window, '#EXT-X-MEDIA-SEQUENCE:')[0]);
        expect(uris(window)).toEqual(uris(whole).slice(first));
        // Segment number to the number of discontinuities before it: the same from either playlist.
        const cuts = (text: string) => {
          let sequence = Number(lines(text, '#EXT-X-DISCONTINUITY-SEQUENCE:')[0]);
          return new Map(
            text.split('\n').flatMap((line): [string, number][] => {
              if (line === '#EXT-X-DISCONTINUITY') sequence += 1;
              return line && !line.startsWith('#') ? [[line, sequence]] : [];
            }),
          );
        };
        const wholeCuts = cuts(whole);
        for (const [uri, sequence] of cuts(window)) expect(`${uri} ${sequence}`).toBe(`${uri} ${wholeCuts.get(uri)}`);
        const length = lines(window, '#EXTINF:').reduce((sum, one) => sum + parseFloat(one), 0);
        expect(length).toBeLessThan(windowSeconds + targetSeconds);
        // No player can hold on to a list that is shorter than three targets (6.2.2).
        if (first > 0) expect(length).toBeGreaterThan(3 * targetSeconds);
      }),
    );
  });

  test('every rendition has the same discontinuities, a map for each take, and no segment beyond the target', () => {
    fc.assert(
      fc.property(programmes, (takes) => {
        for (const rendition of renditions) {
          const text = mediaPlaylist(takes, rendition, full);
          expect(lines(text, '#EXT-X-DISCONTINUITY').filter((rest) => rest === '')).toHaveLength(takes.length - 1);
          expect(lines(text, '#EXT-X-MAP:')).toHaveLength(takes.length);
          for (const length of lines(text, '#EXTINF:'))
            expect(Math.round(parseFloat(length))).toBeLessThanOrEqual(targetSeconds);
          const times = lines(text, '#EXT-X-PROGRAM-DATE-TIME:').map((time) => Date.parse(time));
          expect(times).toEqual([...times].sort((a, b) => a - b));
        }
      }),
    );
  });
});

describe('the master playlist', () => {
  test('declares what segments weigh: the heaviest, and all of them', () => {
    const one = take('1', ['low', 'mid', 'high'], [2, 2]);
    one.segments.high = [
      { uri: 'a', at: began, seconds: 2, bytes: 300_000 },
      { uri: 'b', at: began, seconds: 2, bytes: 500_000 },
    ];
    const text = masterPlaylist([one], { ended: true });
    // Sound: 100,000 bytes in 2 s.
    expect(text).toContain(
      'BANDWIDTH=2400000,AVERAGE-BANDWIDTH=2000000,CODECS="avc1.42c01f,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=29.970,AUDIO="sound"\nhigh.m3u8',
    );
    expect(text).toContain('BANDWIDTH=400000,AVERAGE-BANDWIDTH=400000,CODECS="mp4a.40.2"\nvoice.m3u8');
  });

  test('declares no rung lighter than what its playlist lists, nor, while it is live, than a browser may make it', () => {
    const bandwidths = (takes: LoggedTake[], ended: boolean) =>
      lines(masterPlaylist(takes, { ended }), '#EXT-X-STREAM-INF:BANDWIDTH=').map((line) => parseInt(line, 10));
    // An encoder's one picture of 400 kbit/s stands for all rungs; sound has as much.
    const alone = take('1', ['mid'], [2, 2]);
    expect(bandwidths([alone], true)).toEqual([800_000, 800_000, 800_000, 400_000]);
    expect(bandwidths([alone], false)).toEqual([900_000, 1_900_000, 800_000, 400_000]);
    const slate = take('1', ['mid'], [2, 2]);
    slate.facts.mid!.frameRate = slateFramesPerSecond;
    for (const one of slate.segments.mid!) one.bytes = 1000;
    expect(bandwidths([slate], false)).toEqual([570_000, 1_570_000, 170_000, 28_000]);
  });

  test('declares the codec of whatever is hardest to decode', () => {
    const takes = ['avc1.42c016', 'avc1.42e01f', 'avc1.42c00d'].map((codecs, index) => {
      const one = take(String(index + 1), ['mid'], [2]);
      one.facts.mid!.codecs = codecs;
      return one;
    });
    expect(masterPlaylist(takes, { ended: true })).toContain('CODECS="avc1.42e01f,mp4a.40.2",RESOLUTION=640x360');
  });

  test('lists what can be chosen beside the ladder: another language, captions', () => {
    const sides: SideRendition[] = [
      { type: 'AUDIO', language: 'bho', name: 'भोजपुरी', playlist: 'sound-bho' },
      { type: 'SUBTITLES', language: 'hi', name: 'हिन्दी', playlist: 'captions-hi' },
    ];
    const text = masterPlaylist([take('1', ['mid'], [2])], { ended: false, prefix: 'full-', sides });
    expect(lines(text, '#EXT-X-MEDIA:').slice(1)).toEqual([
      'TYPE=AUDIO,GROUP-ID="sound",NAME="भोजपुरी",LANGUAGE="bho",DEFAULT=NO,AUTOSELECT=NO,CHANNELS="1",URI="full-sound-bho.m3u8"',
      'TYPE=SUBTITLES,GROUP-ID="captions",NAME="हिन्दी",LANGUAGE="hi",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="full-captions-hi.m3u8"',
      'TYPE=AUDIO,GROUP-ID="voice",NAME="floor",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="1",URI="full-voice.m3u8"',
      'TYPE=AUDIO,GROUP-ID="voice",NAME="भोजपुरी",LANGUAGE="bho",DEFAULT=NO,AUTOSELECT=NO,CHANNELS="1",URI="full-sound-bho.m3u8"',
    ]);
    expect(lines(text, '#EXT-X-STREAM-INF:').filter((line) => line.endsWith('AUDIO="voice"'))).toHaveLength(1);
    const streams = lines(text, '#EXT-X-STREAM-INF:');
    expect(streams.filter((line) => line.includes('AUDIO="sound",SUBTITLES="captions"'))).toHaveLength(rungs.length);
  });

  test('has the heaviest sound of all that can be chosen in what a rung weighs', () => {
    const one = take('1', ['mid'], [2]);
    one.facts['sound-bho'] = { ...one.facts.audio!, init: '1/sound-bho.mp4' };
    one.segments['sound-bho'] = [{ uri: 'a', at: began, seconds: 2, bytes: 200_000 }];
    const sides: SideRendition[] = [{ type: 'AUDIO', language: 'bho', name: 'भोजपुरी', playlist: 'sound-bho' }];
    const text = masterPlaylist([one], { ended: true, sides });
    expect(text).toContain('BANDWIDTH=800000,AVERAGE-BANDWIDTH=800000,CODECS="mp4a.40.2",AUDIO="voice"\nvoice.m3u8');
  });

  test('has every rung from the beginning, so that a player that came to the slate can climb later', () => {
    const text = masterPlaylist([take('1', ['mid'], [2])], { ended: false, prefix: 'full-' });
    expect(uris(text)).toEqual(['full-mid.m3u8', 'full-high.m3u8', 'full-low.m3u8', 'full-voice.m3u8']);
    expect(text).toContain('RESOLUTION=1280x720');
    expect(text).toContain('URI="full-audio.m3u8"');
  });
});
