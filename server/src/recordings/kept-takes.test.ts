import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediaPlaylist } from '../media/packaging/playlists.js';
import { type LoggedTake, ProgrammeLog } from '../media/packaging/programme-log.js';
import type { Segment } from '../media/packaging/segment-writer.js';
import { keptTakes, placeOf, spanOf } from './kept-takes.js';

const begun = Date.UTC(2031, 0, 26, 10);
const facts = { codecs: 'avc1.42e01f', width: 640, height: 360, frameRate: 30 };
/** Segments of 2 s; sound begins a little before the picture. */
const take = (name: string, from: number, passing: readonly boolean[]): LoggedTake => {
  const segments = (rendition: string, early: number): Segment[] =>
    passing.map((one, index) => ({
      uri: `${name}/${rendition}-${index}.m4s`,
      at: begun + (from + index * 2) * 1000 - early,
      seconds: 2,
      bytes: 1000,
      ...(one ? { passing: true as const } : {}),
    }));
  return {
    name,
    facts: { mid: { ...facts, init: `${name}/mid.mp4` }, audio: { ...facts, init: `${name}/audio.mp4` } },
    segments: { mid: segments('mid', 0), audio: segments('audio', 40) },
  };
};
const urisOf = (takes: readonly LoggedTake[], rendition: 'mid' | 'audio'): string[] =>
  takes.map(({ segments }) => segments[rendition]!.map(({ uri }) => uri.replace(/\D+-|\.m4s/g, ':')).join(' '));
const whole = { from: null, to: null };

describe('what of takes is kept', () => {
  const kept = [false, false, false, false];

  it('is all of them where all was recorded', () => {
    const takes = [take('1', 0, kept), take('2', 8, kept)];
    expect(keptTakes(takes, whole)).toEqual(takes);
    expect(spanOf(takes)).toEqual({ from: begun, to: begun + 16_000, seconds: 16 });
  });

  it('leaves out what was not recorded, and tells the place without it', () => {
    const takes = keptTakes([take('1', 0, [false, true, true, false, false])], whole);
    for (const rendition of ['mid', 'audio'] as const) expect(urisOf(takes, rendition)).toEqual(['1:0:', '1:3: 1:4:']);
    expect(spanOf(takes)).toEqual({ from: begun, to: begun + 10_000, seconds: 6 });
    expect([0, 1, 3, 6, 7, 99].map((second) => placeOf(takes, begun + second * 1000))).toEqual([0, 1, 2, 2, 3, 6]);
    const playlist = mediaPlaylist(takes, 'mid', { ended: true, full: true });
    expect(playlist.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1);
    expect(keptTakes([take('1', 0, [true, true])], whole)).toEqual([]);
  });

  it('is cut at the same places in every rendition, right to half a segment', () => {
    const takes = [take('1', 0, kept), take('2', 8, kept)];
    const cut = keptTakes(takes, { from: begun + 3_100, to: begun + 10_900 });
    for (const rendition of ['mid', 'audio'] as const) expect(urisOf(cut, rendition)).toEqual(['1:2: 1:3:', '2:0:']);
    expect(spanOf(cut)).toMatchObject({ from: begun + 4_000, to: begun + 10_000 });
  });

  it('is cut at the same places also by a cut that lies between the middles of the renditions’ segments', () => {
    const takes = [take('1', 0, kept), take('2', 8, kept)];
    const cut = keptTakes(takes, { from: begun + 2_990, to: begun + 12_980 });
    for (const rendition of ['mid', 'audio'] as const)
      expect(urisOf(cut, rendition)).toEqual(['1:1: 1:2: 1:3:', '2:0: 2:1:']);
  });
});

describe('a programme of which nothing is to be kept', () => {
  it('lists what is still there, and counts on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sammelan-log-'));
    try {
      const log = await ProgrammeLog.open(folder);
      log.beginTake('1', new Map([['mid', { ...facts, init: '1/mid.mp4' }]]));
      const add = (index: number) =>
        log.addSegment('1', 'mid', { uri: `1/mid-${index}.m4s`, at: begun + index * 2000, seconds: 2, bytes: 9 });
      for (let index = 0; index < 10; index += 1) add(index);
      log.keeps = false;
      for (let index = 10; index < 100; index += 1) add(index);
      log.keeps = true;
      for (let index = 100; index < 110; index += 1) add(index);
      const full = () => mediaPlaylist(log.takes, 'mid', { ended: false, full: true });
      // Two minutes' worth of it is still there, and more than a live playlist lists.
      expect(full().match(/#EXT-X-GAP/g)).toHaveLength(39);
      expect(mediaPlaylist(log.takes, 'mid', { ended: false, full: false })).not.toContain('#EXT-X-GAP');
      log.letGo();
      expect(full().match(/#EXT-X-GAP/g)).toHaveLength(90);
      await log.settled();
      const again = await ProgrammeLog.open(folder);
      expect(again.takes[0]?.segments.mid?.filter(({ passing }) => passing)).toHaveLength(90);
      expect(spanOf(keptTakes(again.takes, whole))?.seconds).toBe(40);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
