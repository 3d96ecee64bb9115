import { createRequire } from 'node:module';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { demoSlug } from '../support/people.js';
import { TestServer } from '../support/test-server.js';

/** The slate as HLS with parts of half a second, on a real server, and hls.js in a browser. */
describe('HLS of low latency', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let at: string;

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      TestServer.start({ FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg' }),
      TestBrowser.launch(),
    ]);
    const organiser = await server.organiser();
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
    const latency = async (lowLatencyMode: boolean): Promise<number> => {
      const page = await browser.person({ bypassCSP: true });
      await page.goto(`${server.url}/api/health`);
      const web = new URL('../../web/package.json', import.meta.url);
      await page.addScriptTag({ path: createRequire(web).resolve('hls.js/dist/hls.min.js') });
      const seconds = await measured(page, `${at}/master.m3u8`, lowLatencyMode);
      await page.context().close();
      return seconds;
    };
    const [low, plain] = [await latency(true), await latency(false)];
    process.stdout.write(`behind by ${low.toFixed(2)} s with parts, ${plain.toFixed(2)} s without\n`);
    expect(low).toBeLessThan(plain - 2);
  }, 120_000);
});

/** By how many seconds what is shown is later than when it was captured: the median of ten seconds of playing. */
const measured = (page: Page, url: string, lowLatencyMode: boolean): Promise<number> =>
  page.evaluate(
    async ([source, low]) => {
      const video = document.createElement('video');
      video.muted = true;
      document.body.append(video);
      const { Hls } = window as unknown as { Hls: new (options: object) => HlsLike };
      const hls = new Hls({ lowLatencyMode: low, maxLiveSyncPlaybackRate: 1.1 });
      hls.loadSource(source as string);
      hls.attachMedia(video);
      const seen: number[] = [];
      await video.play().catch(() => undefined);
      for (let waited = 0; seen.length < 40 && waited < 200; waited += 1) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        // The first seconds are those of finding its place.
        if (waited > 30 && video.currentTime > 0 && hls.playingDate) seen.push(Date.now() - hls.playingDate.getTime());
      }
      hls.destroy();
      return (seen.sort((a, b) => a - b)[Math.floor(seen.length / 2)] ?? Infinity) / 1000;
    },
    [url, lowLatencyMode] as const,
  );

interface HlsLike {
  loadSource: (url: string) => void;
  attachMedia: (video: HTMLVideoElement) => void;
  destroy: () => void;
  playingDate: Date | null;
}
