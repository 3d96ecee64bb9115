import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { liveRally } from '../support/live-rally.js';
import { demoSlug } from '../support/people.js';
import { ServerProcess } from '../support/server-process.js';
import type { TestClient } from '../support/test-client.js';
import {
  beepEveryMs,
  centred,
  median,
  type Perceived,
  perceive,
  perceived,
  pictureDelay,
  soundDelay,
  speakTimecode,
} from '../support/timecode.js';
import { keepElements } from '../support/watch-gaps.js';

const poor = { loss: 0.3, rttMs: 900, freezes: 4 };
/** What the product promises: stream time between what two viewers see of one event; sound and picture of one viewer. */
const spreadMs = 300;
const lipSyncMs = 80;
/** What a picture can tell, and how often it is looked at. */
const measureMs = 40;

/** One speaker whose picture is a clock and who beeps in time with it, through the server and its own packager. */
describe('one moment of the stage, for a viewer by WebRTC, one by HLS and one with the sound alone', () => {
  let server: ServerProcess;
  let browser: TestBrowser;
  let producer: TestClient;
  const pages: Record<string, Page> = {};
  const found: Record<string, Perceived> = {};
  const notices = Array.from({ length: 6 }, (_, index) => `Notice ${index + 1} of the clock`);
  const sentAt: Record<string, number> = {};
  /** Of each viewer: when an event stood on the page, less when what it belongs to was on stage, less the delay of what is seen. */
  const offsets: Record<string, number> = {};

  const watch = async (quality: string): Promise<Page> => {
    const storage = { 'sammelan.language': 'en', 'sammelan.region-asked': 'yes', 'sammelan.quality': quality };
    const localStorage = Object.entries(storage).map(([name, value]) => ({ name, value }));
    const page = await browser.person({
      viewport: { width: 640, height: 480 },
      storageState: { cookies: [], origins: [{ origin: server.url, localStorage }] },
    });
    await page.addInitScript(keepElements);
    await page.goto(`${server.url}/r/${demoSlug}`);
    return page;
  };

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      ServerProcess.start({ FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg' }),
      TestBrowser.launch(),
    ]);
    producer = await liveRally(server, browser, speakTimecode);
    pages['webrtc'] = await watch('240p');
    pages['hls'] = await watch('240p');
    pages['sound'] = await watch('slides');
    const { hls } = pages as { hls: Page };
    const session = () => hls.evaluate(() => localStorage.getItem('sammelan.session'));
    await eventually(async () => (await session()) !== null, 'a session', 30_000, 250);
    await hls.locator('video').first().waitFor({ state: 'attached', timeout: 60_000 });
    // The viewer's other hand says what their browser would on a poor line.
    const hand = await server.somebody();
    hand.use(JSON.parse((await session())!) as SessionView);
    await hand.enter(demoSlug);
    await eventually(
      async () => {
        await hand.send('playback:report', poor);
        return (await hls.locator('[data-shown=true]').count()) > 0;
      },
      'one is moved to HLS',
      60_000,
      2_000,
    );
    hand.close();
    await pages['sound'].locator('[data-shown=true]').waitFor({ state: 'attached', timeout: 60_000 });
    await sleep(6_000);
    await Promise.all(Object.values(pages).map((page) => perceive(page, notices)));
    for (const text of notices) {
      sentAt[text] = Date.now();
      await producer.send('rally:notice', { text });
      await sleep(3_000);
    }
    const last = notices.at(-1)!;
    for (const [name, page] of Object.entries(pages)) {
      await eventually(
        async () => (await perceived(page)).texts[last] !== undefined,
        `${name} has the last notice`,
        40_000,
        250,
      );
      found[name] = await perceived(page);
    }
    for (const [name, seen] of Object.entries(found)) {
      const shownAfter = notices.flatMap((text) =>
        seen.texts[text] === undefined ? [] : seen.texts[text] - sentAt[text]!,
      );
      const delay = name === 'sound' ? soundDelay(seen) : pictureDelay(seen);
      offsets[name] = name === 'sound' ? centred(median(shownAfter) - delay, beepEveryMs) : median(shownAfter) - delay;
    }
    console.log(
      JSON.stringify({
        offsetsMs: offsets,
        pictureDelayMs: { webrtc: pictureDelay(found['webrtc']!), hls: pictureDelay(found['hls']!) },
        beeps: Object.fromEntries(Object.entries(found).map(([name, { beeps }]) => [name, beeps.length])),
        lipSyncMs: Object.fromEntries(
          ['webrtc', 'hls'].map((name) => [
            name,
            centred(soundDelay(found[name]!) - pictureDelay(found[name]!), beepEveryMs),
          ]),
        ),
      }),
    );
  }, 300_000);
  afterAll(async () => {
    producer?.close();
    await browser?.close();
    await server?.stop();
  });

  test('pictures move, and beeps are heard by each', () => {
    for (const name of ['webrtc', 'hls']) expect([name, found[name]!.pictures.length > 60]).toEqual([name, true]);
    for (const name of ['webrtc', 'hls', 'sound']) expect([name, found[name]!.beeps.length > 5]).toEqual([name, true]);
    expect(pictureDelay(found['hls']!)).toBeGreaterThan(pictureDelay(found['webrtc']!) + 1_000);
  });

  test('an event is shown to all at the same moment of the stream', () => {
    const all = Object.values(offsets);
    expect(Math.max(...all) - Math.min(...all)).toBeLessThan(spreadMs + measureMs);
  });

  test('sound and picture belong together', () => {
    const apart = (name: string) =>
      Math.abs(centred(soundDelay(found[name]!) - pictureDelay(found[name]!), beepEveryMs));
    // WebRTC's are put together by the browser itself: what is between them is what a loaded machine measures too much.
    expect(apart('webrtc')).toBeLessThan(spreadMs);
    expect(apart('hls')).toBeLessThan(apart('webrtc') + lipSyncMs + measureMs);
  });

  test('no page threw', () => {
    expect(browser.pageErrors).toEqual([]);
  });
});
