import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { liveRally } from '../support/live-rally.js';
import { demoSlug } from '../support/people.js';
import { ServerProcess } from '../support/server-process.js';
import type { TestClient } from '../support/test-client.js';

/** From a speaker's browser over the server's own packager to a viewer who is given HLS. */
describe('a rally by HLS, from end to end', () => {
  let server: ServerProcess;
  let browser: TestBrowser;
  let producer: TestClient;
  let page: Page;
  let rallyId: string;

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      ServerProcess.start({ WATCH_BY: 'hls', FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg' }),
      TestBrowser.launch(),
    ]);
    const links = await server.demoLinks();
    producer = await liveRally(server, browser);
    rallyId = (await producer.get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id;
    page = await browser.person({ viewport: { width: 1000, height: 700 } });
    await page.goto(links.watch);
  }, 120_000);

  afterAll(async () => {
    producer?.close();
    await browser?.close();
    await server?.stop();
  });

  const hls = (name: string): string => `${server.url}/hls/${rallyId}/${name}`;
  const frames = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('video')].reduce(
        (sum, one) => sum + one.getVideoPlaybackQuality().totalVideoFrames,
        0,
      ),
    );

  test('a viewer who is given HLS sees the picture move', async () => {
    await eventually(async () => (await frames()) > 0, 'the first picture', 40_000, 250);
    const before = await frames();
    await eventually(async () => (await frames()) > before + 60, 'the picture moves', 40_000, 250);
    expect(browser.pageErrors).toEqual([]);
  });

  test('a browser without Media Source Extensions plays it by itself, as iPhones do', async () => {
    const phone = await browser.person({ viewport: { width: 360, height: 640 } });
    await phone.addInitScript(() => {
      for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource'])
        Object.defineProperty(globalThis, name, { value: undefined });
    });
    await phone.goto((await server.demoLinks()).watch);
    const film = phone.locator('[data-shown=true] [data-current=true] video');
    await film.waitFor({ timeout: 60_000 });
    expect(await film.getAttribute('src')).toMatch(/master\.m3u8$/);
    const place = () => film.evaluate((video) => (video as HTMLVideoElement).currentTime);
    const before = await place();
    await eventually(async () => (await place()) > before + 4, 'it plays on', 40_000, 250);
    await phone.context().close();
  });

  test('the speaker’s layers are the rungs, each cut at the same places', async () => {
    const cuts = async (rung: string): Promise<number[]> => {
      const text = await (await fetch(hls(`${rung}.m3u8`))).text();
      return [...text.matchAll(/PROGRAM-DATE-TIME:(\S+)/g)].map(([, at]) => Date.parse(at!));
    };
    await eventually(async () => (await cuts('low')).length >= 4, 'four segments', 40_000, 250);
    const [low, mid] = [await cuts('low'), await cuts('mid')];
    const shared = Math.min(low.length, mid.length);
    // Each rung's own clock rounds by itself.
    const apart = mid.slice(0, shared).map((at, index) => Math.abs(at - low[index]!));
    expect(Math.max(...apart)).toBeLessThanOrEqual(2);
  });
});
