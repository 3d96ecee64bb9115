import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { SpeakerPerson } from '../e2e/speaker-person.js';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { enterWithLink } from '../support/people.js';
import { ServerProcess } from '../support/server-process.js';
import { TestClient } from '../support/test-client.js';
import { type Bench, percentile } from './support/bench.js';
import { startBareMediasoup } from './support/sfu.js';

/** Somewhere a citizen's browser finds a live picture. */
interface Place {
  url: string;
  stop(): Promise<void>;
}

const bench: Bench = {
  about:
    'navigation → first frame shown, in Chromium with an empty cache, every visit by somebody new; against the least page ' +
    'of mediasoup-client and socket.io on bare mediasoup.',
  async *run({ quick, say }) {
    const browser = await TestBrowser.launch();
    const places: Record<string, Place> = {};
    try {
      places['sammelan'] = await product(browser);
      places['bare page'] = await barePage(browser);
      const times: Record<string, number[]> = { sammelan: [], 'bare page': [] };
      // The first visit of each warms the servers up and is not counted.
      for (let visit = -1; visit < (quick ? 3 : 15); visit += 1) {
        for (const [name, place] of Object.entries(places)) {
          const ms = await firstFrame(browser, place.url);
          if (visit >= 0) times[name]?.push(ms);
        }
      }
      for (const [name, all] of Object.entries(times)) say(`${name}: ${all.map(Math.round).join(' ')} ms`);
      for (const [what, share] of [
        ['median', 0.5],
        ['p95', 0.95],
      ] as const) {
        const figures = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, percentile(all, share)]));
        yield { what: `first frame, ${what}`, unit: 'ms', figures };
      }
    } finally {
      for (const place of Object.values(places)) await place.stop();
      await browser.close();
    }
  },
};
export default bench;

async function product(browser: TestBrowser): Promise<Place> {
  const server = await ServerProcess.start({ MEDIA_WORKERS: '1' });
  const links = await server.demoLinks();
  const organiser = await enterWithLink(new TestClient(server.url), links.organise);
  await organiser.send('rally:move', { to: 'live' });
  const speaker = await SpeakerPerson.invited(browser, links.speak);
  await speaker.enter();
  await speaker.expectGreenRoom();
  const seatId = await eventually(
    async () => (await organiser.send('stage:watch', {})).seats.find(({ sources }) => sources.camera)?.id,
    'the camera is on the stage',
    20_000,
  );
  await organiser.send('stage:direct', { layout: 'single', seatIds: [seatId] });
  const stop = async (): Promise<void> => {
    organiser.close();
    await server.stop();
  };
  return { url: links.watch, stop };
}

async function barePage(browser: TestBrowser): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'sammelan-page-'));
  const outfile = join(folder, 'page.js');
  const entry = fileURLToPath(new URL('peers/mediasoup-page.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, minify: true, format: 'iife', platform: 'browser' });
  const peer = await startBareMediasoup({ PAGE_JS: outfile });
  const url = `http://localhost:${peer.port}/`;
  const speaker = await browser.person();
  await speaker.goto(`${url}#speak`);
  await speaker.waitForFunction(() => document.title === 'speaking');
  const stop = async (): Promise<void> => {
    await peer.stop();
    await rm(folder, { recursive: true });
  };
  return { url, stop };
}

/** In the page: settles with the time of the first frame shown. As text, since tsx adds helpers that pages lack. */
const watchForFrame = `
  globalThis.firstFrameShown = new Promise((resolve) => {
    const seen = new WeakSet();
    new MutationObserver(() => {
      for (const video of document.querySelectorAll('video')) {
        if (seen.has(video)) continue;
        seen.add(video);
        video.requestVideoFrameCallback(resolve);
      }
    }).observe(document, { childList: true, subtree: true });
  });
`;

/** Milliseconds from the navigation's start to the first frame that the page shows. */
async function firstFrame(browser: TestBrowser, url: string): Promise<number> {
  const page = await browser.person();
  await page.addInitScript({ content: watchForFrame });
  await page.goto(url);
  const ms = await page.evaluate(() => (globalThis as unknown as { firstFrameShown: Promise<number> }).firstFrameShown);
  await page.context().close();
  return ms;
}
