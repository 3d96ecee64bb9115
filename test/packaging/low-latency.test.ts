import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { resolve } from 'node:path';
import { percentile } from '../load/support/bench.js';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { latenciesBehind } from '../support/hls-latency.js';
import { putOnAir } from '../support/live-rally.js';
import { demoSlug } from '../support/people.js';
import type { TestClient } from '../support/test-client.js';
import { TestServer } from '../support/test-server.js';

/** The slate as HLS with parts of half a second, on a real server, and hls.js in a browser. */
describe('HLS of low latency', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let organiser: TestClient;
  let at: string;

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      TestServer.start({ FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg', WEB_DIR: resolve('web/dist') }),
      TestBrowser.launch(),
    ]);
    organiser = await server.organiser();
    const { id } = await organiser.get<RallyView>(`/api/rallies/public/${demoSlug}`);
    at = `${server.url}/hls/${id}`;
    await organiser.send('rally:move', { to: 'live' });
    await eventually(async () => (await text('mid.m3u8')).includes('#EXTINF'), 'it goes out', 60_000, 250);
    expect(await text('mid.m3u8')).not.toContain('#EXT-X-PART');
    expect(await organiser.patch<RallyView>(`/api/rallies/${id}`, { lowLatency: true })).toMatchObject({
      lowLatency: true,
    });
    // Three targets and more, so that there is something to leave out.
    await eventually(
      async () => newest(await text('mid.m3u8')).segment > 11,
      'it has gone on for a while',
      90_000,
      250,
    );
  }, 200_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const text = async (name: string) => {
    const response = await fetch(`${at}/${name}`);
    return response.ok ? response.text() : '';
  };
  /** Number of the segment under way, and how many parts of it are there. */
  const newest = (playlist: string) => {
    const first = Number(/MEDIA-SEQUENCE:(\d+)/.exec(playlist)?.[1]);
    const whole = playlist.split('#EXTINF:').length - 1;
    const tail = playlist.slice(playlist.lastIndexOf('#EXTINF:'));
    return { segment: first + whole, parts: tail.split('#EXT-X-PART:').length - 1 };
  };

  test('a playlist waits until the part that is wished for is in it', async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      const { segment, parts } = newest(await text('mid.m3u8'));
      const after = newest(await text(`mid.m3u8?_HLS_msn=${segment}&_HLS_part=${parts}`));
      const moved = after.segment > segment || (after.segment === segment && after.parts > parts);
      expect(`${segment}.${parts} ${JSON.stringify(after)} ${moved}`).toMatch(/true$/);
    }
  });

  test('a player that knows the beginning is spared it', async () => {
    const [whole, delta] = [await text('full-mid.m3u8'), await text('full-mid.m3u8?_HLS_skip=YES')];
    expect(Number(/SKIPPED-SEGMENTS=(\d+)/.exec(delta)?.[1])).toBeGreaterThan(0);
    expect(delta.length).toBeLessThan(whole.length);
  });

  test('parts are what their segment is made of, and the hinted one can be waited for', async () => {
    const playlist = await text('mid.m3u8');
    const [hint] = /(?<=PRELOAD-HINT:TYPE=PART,URI=")[^"]+/.exec(playlist) ?? [];
    const hinted = await fetch(`${at}/${hint}`);
    // The segment may have ended with the part before.
    expect([200, 404]).toContain(hinted.status);
    const uris = [...playlist.matchAll(/#EXT-X-PART:DURATION=([\d.]+),URI="([^"]+)"/g)];
    for (const [, seconds] of uris) expect(Number(seconds)).toBeLessThanOrEqual(0.6);
    const segment = playlist.split('\n').filter((line) => line.endsWith('.m4s')).at(-1)!; // prettier-ignore
    const own = uris.map(([, , uri]) => uri!).filter((uri) => uri.startsWith(segment.replace('.m4s', '.')));
    const bytes = async (uri: string) => Buffer.from(await (await fetch(`${at}/${uri}`)).arrayBuffer());
    expect(own.length).toBeGreaterThan(1);
    expect(Buffer.concat(await Promise.all(own.map(bytes))).equals(await bytes(segment))).toBe(true);
    expect((await fetch(`${at}/${segment.replace('.m4s', '.99.m4s')}`)).status).toBe(404);
  });

  test('hls.js is nearer to the present with parts than with segments', async () => {
    const latency = async (options: object) =>
      percentile(await latenciesBehind(browser, server.url, `${at}/master.m3u8`, options), 0.5);
    const [low, plain] = [await latency({ lowLatencyMode: true }), await latency({ lowLatencyMode: false })];
    process.stdout.write(`behind by ${low.toFixed(2)} s with parts, ${plain.toFixed(2)} s without\n`);
    expect(low).toBeLessThan(plain - 2);
  }, 120_000);

  test('a speaker who comes on air is in parts at once, before a segment of theirs is whole', async () => {
    const first =
      /#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="(\d+)\/[a-z]+\.mp4"\n#EXT-X-PROGRAM-DATE-TIME:.*\n#EXT-X-PART:(?!.*\n(?:#.*\n)*#EXTINF)/;
    const seen = new Map<string, string>();
    let watching = true;
    const watch = async () => {
      while (watching) {
        const { segment, parts } = newest(await text('mid.m3u8'));
        const playlist = await text(`mid.m3u8?_HLS_msn=${segment}&_HLS_part=${parts}`);
        const [match, take = ''] = first.exec(playlist) ?? [];
        if (match) seen.set(take, playlist);
      }
    };
    const watched = watch();
    try {
      await putOnAir(organiser, browser, (await server.demoLinks()).speak);
      const ended = () => [...seen.values()].some((playlist) => playlist.includes('PRELOAD-HINT'));
      await eventually(ended, 'the speaker by parts', 60_000, 100);
    } finally {
      watching = false;
      await watched;
    }
    const lows = await latenciesBehind(browser, server.url, `${at}/master.m3u8`, { lowLatencyMode: true });
    process.stdout.write(
      `a speaker, with parts: p50 ${percentile(lows, 0.5).toFixed(2)} s, p95 ${percentile(lows, 0.95).toFixed(2)} s\n`,
    );
    expect(lows.length).toBeGreaterThan(20);
  }, 180_000);
});
