import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { SpeakerPerson } from '../e2e/speaker-person.js';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { enterWithLink } from '../support/people.js';
import { freePort, ServerProcess } from '../support/server-process.js';
import { TestClient } from '../support/test-client.js';
import { type Bench, percentile } from './support/bench.js';
import { startBareMediasoup } from './support/sfu.js';
import { nearHost, SlowLine } from './support/slow-line.js';

/** Somewhere a citizen's browser finds a live picture. */
interface Place {
  url: string;
  stop(): Promise<void>;
}

/** Round trips that pages are measured at; without a line between, bytes are as fast as the machine. */
const slowRttMs = 50;

const bench: Bench = {
  about:
    'navigation → first frame shown, and socket begun → first frame, in Chromium with an empty cache, every visit by somebody ' +
    `new, without delay and over a line of ${slowRttMs} ms there and back; against the least page of mediasoup-client and ` +
    'socket.io on bare mediasoup.',
  async *run({ quick, say }) {
    const browser = await TestBrowser.launch();
    try {
      for (const rttMs of [0, slowRttMs]) {
        const on = rttMs ? `${rttMs} ms RTT` : 'no delay';
        const times = await visits(browser, rttMs, quick ? 3 : 15);
        for (const [name, all] of Object.entries(times)) {
          say(`${on}, ${name}: ${all.map(({ fromNavigation }) => Math.round(fromNavigation)).join(' ')} ms`);
        }
        for (const [since, pick] of [
          ['navigation', (time: FrameTime) => time.fromNavigation],
          ['socket', (time: FrameTime) => time.fromSocket],
        ] as const) {
          for (const [what, share] of [
            ['median', 0.5],
            ['p95', 0.95],
          ] as const) {
            const figures = Object.fromEntries(
              Object.entries(times).map(([name, all]) => [name, percentile(all.map(pick), share)]),
            );
            yield { what: `${since} → first frame, ${on}, ${what}`, unit: 'ms', figures };
          }
        }
      }
    } finally {
      await browser.close();
    }
  },
};
export default bench;

async function visits(browser: TestBrowser, rttMs: number, count: number): Promise<Record<string, FrameTime[]>> {
  const places: Record<string, Place> = {};
  try {
    places['sammelan'] = await product(browser, rttMs);
    places['bare page'] = await barePage(browser, rttMs);
    const times: Record<string, FrameTime[]> = { sammelan: [], 'bare page': [] };
    // The first visit of each warms the servers up and is not counted.
    for (let visit = -1; visit < count; visit += 1) {
      for (const [name, place] of Object.entries(places)) {
        const time = await firstFrame(browser, place.url);
        if (visit >= 0) times[name]?.push(time);
      }
    }
    return times;
  } finally {
    for (const place of Object.values(places)) await place.stop();
  }
}

async function product(browser: TestBrowser, rttMs: number): Promise<Place> {
  const mediaPort = await freePort();
  const server = await ServerProcess.start({
    MEDIA_WORKERS: '1',
    MEDIA_PORT_BASE: String(mediaPort),
    ...(rttMs && { MEDIA_ANNOUNCED_ADDRESS: nearHost }),
  });
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
  const line = rttMs ? await SlowLine.open(rttMs, { tcp: Number(new URL(server.url).port), udp: mediaPort }) : null;
  const stop = async (): Promise<void> => {
    await speaker.context.close();
    organiser.close();
    line?.close();
    await server.stop();
  };
  return { url: line ? nearby(links.watch) : links.watch, stop };
}

async function barePage(browser: TestBrowser, rttMs: number): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'sammelan-page-'));
  const outfile = join(folder, 'page.js');
  const entry = fileURLToPath(new URL('peers/mediasoup-page.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, minify: true, format: 'iife', platform: 'browser' });
  const mediaPort = await freePort();
  const peer = await startBareMediasoup({
    PAGE_JS: outfile,
    MEDIA_PORT: String(mediaPort),
    ...(rttMs && { ANNOUNCED_ADDRESS: nearHost }),
  });
  const url = `http://localhost:${peer.port}/`;
  const speaker = await browser.person();
  await speaker.goto(`${url}#speak`);
  await speaker.waitForFunction(() => document.title === 'speaking');
  const line = rttMs ? await SlowLine.open(rttMs, { tcp: peer.port, udp: mediaPort }) : null;
  const stop = async (): Promise<void> => {
    await speaker.context().close();
    line?.close();
    await peer.stop();
    await rm(folder, { recursive: true });
  };
  return { url: line ? nearby(url) : url, stop };
}

/** The same address at the near end of the slow line. */
function nearby(address: string): string {
  const url = new URL(address);
  url.hostname = nearHost;
  return url.href;
}

/** In milliseconds, of the first frame that the page shows. */
interface FrameTime {
  fromNavigation: number;
  fromSocket: number;
}

/** In the page: settles with the time of the first frame shown. As text, since tsx adds helpers that pages lack. */
const watchForFrame = `
  const Native = globalThis.WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(...args) {
      globalThis.socketBegunAt ??= performance.now();
      super(...args);
    }
  };
  globalThis.firstFrameShown = new Promise((resolve) => {
    const seen = new WeakSet();
    new MutationObserver(() => {
      for (const video of document.querySelectorAll('video')) {
        if (seen.has(video)) continue;
        seen.add(video);
        video.requestVideoFrameCallback((at) => resolve({ fromNavigation: at, fromSocket: at - globalThis.socketBegunAt }));
      }
    }).observe(document, { childList: true, subtree: true });
  });
`;

async function firstFrame(browser: TestBrowser, url: string): Promise<FrameTime> {
  const page = await browser.person();
  await page.addInitScript({ content: watchForFrame });
  await page.goto(url);
  const time = await page.evaluate(
    () => (globalThis as unknown as { firstFrameShown: Promise<FrameTime> }).firstFrameShown,
  );
  await page.context().close();
  return time;
}
