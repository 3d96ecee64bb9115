// npm run slow:phone [-- KBIT/S ONE-WAY-MS LOSS-%]: a citizen's browser on a line as slow as 2G, in a network namespace of its
// own: how long until the rally is heard, how much of a minute is heard, and whether the chat works. Needs root. Ends with 1
// where the promise is not kept: sound within two minutes, nine tenths of it heard, a message sent and one received.
import { setTimeout as sleep } from 'node:timers/promises';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { liveRally } from '../support/live-rally.js';
import { demoSlug } from '../support/people.js';
import { PhoneLine } from '../support/phone-line.js';
import { ServerProcess } from '../support/server-process.js';
import { keepElements } from '../support/watch-gaps.js';

const [kbps = '50', oneWayMs = '300', loss = '2'] = process.argv.slice(2);
const quality = { kbps: Number(kbps), oneWayMs: Number(oneWayMs), lossPercent: Number(loss) };
const listenSeconds = 60;
const patienceMs = 180_000;

const undo: (() => unknown)[] = [];
const seconds = (since: number) => Math.round((Date.now() - since) / 100) / 10;

/** Counts the time in which sound comes: what an element plays by HLS, or packets of speech by WebRTC within the last second. */
const listen = (): void => {
  const connections = new Set<RTCPeerConnection>();
  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.add(this);
    }
  };
  const places = new WeakMap<HTMLMediaElement, number>();
  const heard = { ms: 0 };
  Object.assign(globalThis, { heard });
  let [packets, last] = [0, performance.now()];
  setInterval(() => {
    void (async () => {
      const { keptElements } = globalThis as unknown as { keptElements: Set<HTMLMediaElement> };
      let [moved, now] = [false, 0];
      for (const element of keptElements) {
        // A live track's element goes on without any sound.
        const plays = element.srcObject === null && !element.muted && !element.paused;
        if (plays && element.currentTime !== places.get(element)) moved = true;
        places.set(element, element.currentTime);
      }
      for (const connection of connections) {
        if (connection.connectionState === 'closed') continue;
        (await connection.getStats()).forEach((one: { type: string; kind?: string; packetsReceived?: number }) => {
          if (one.type === 'inbound-rtp' && one.kind === 'audio') now += one.packetsReceived ?? 0;
        });
      }
      if (now > packets) moved = true;
      packets = now;
      const at = performance.now();
      if (moved) heard.ms += at - last;
      last = at;
    })();
  }, 1_000);
};

async function prove(): Promise<boolean> {
  // First: a server offers media on the addresses that there are when it starts.
  const line = await PhoneLine.open(quality);
  undo.push(() => line.close());
  const server = await ServerProcess.start({
    HOST: '0.0.0.0',
    MEDIA_LISTEN_IP: '0.0.0.0',
    FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg',
  });
  undo.push(() => server.stop());
  const browser = await TestBrowser.launch();
  undo.push(() => browser.close());
  const organiser = await liveRally(server, browser);
  undo.push(() => organiser.close());
  const context = await line.browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'en-IN' });
  context.setDefaultTimeout(patienceMs);
  await context.addInitScript('globalThis.__name ??= (named) => named');
  await context.addInitScript(keepElements);
  await context.addInitScript(listen);
  const page = await context.newPage();

  const began = Date.now();
  const { port } = new URL(server.url);
  await page.goto(`http://${PhoneLine.host}:${port}/r/${demoSlug}`, { timeout: patienceMs, waitUntil: 'commit' });
  const opening = page
    .getByText('Opening…')
    .waitFor()
    .then(
      () => seconds(began),
      () => null,
    );
  await page.getByRole('tab', { name: 'Chat' }).waitFor();
  const pageSeconds = seconds(began);
  console.log(`… the page is there after ${pageSeconds} s`);
  const network = await page.evaluate(() => {
    const { connection } = navigator as Navigator & { connection?: { effectiveType?: string } };
    return connection?.effectiveType ?? 'unknown';
  });
  const heardMs = () => page.evaluate(() => (globalThis as unknown as { heard: { ms: number } }).heard.ms);
  await eventually(async () => (await heardMs()) > 2_000, 'sound comes', patienceMs, 500);
  const soundSeconds = seconds(began);
  console.log(`… sound after ${soundSeconds} s`);

  const [before, bytesBefore, listened] = [await heardMs(), line.down, Date.now()];
  for (const name of ['English', 'Not now'])
    await page
      .getByRole('button', { name })
      .click({ timeout: 3_000 })
      .catch(() => undefined);
  const text = `From a slow line ${listened}`;
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill(text);
  const sending = Date.now();
  await field.press('Enter');
  const naming = page.getByRole('textbox', { name: 'Your name' });
  const mine = page.getByRole('listitem').filter({ hasText: text });
  await naming.or(mine).first().waitFor();
  if (await naming.isVisible()) {
    await naming.fill('Viewer from Gaya');
    await naming.press('Enter');
  }
  await mine.waitFor();
  const chatSentSeconds = seconds(sending);
  const asked = Date.now();
  await organiser.send('chat:send', { room: 'rally', clientId: crypto.randomUUID(), text: 'Can you hear us?' });
  await page.getByRole('listitem').filter({ hasText: 'Can you hear us?' }).waitFor();
  const chatReceivedSeconds = seconds(asked);
  await sleep(Math.max(0, listenSeconds * 1000 - (Date.now() - listened)));
  const heardShare = ((await heardMs()) - before) / (Date.now() - listened);
  const figures = {
    line: { ...quality, rttMs: 2 * quality.oneWayMs },
    browserSaysNetwork: network,
    firstWordsSeconds: await opening,
    pageSeconds,
    soundSeconds,
    way: (await page.locator('[data-shown=true]').count()) ? 'hls' : 'webrtc',
    heardShare: Math.round(heardShare * 1000) / 1000,
    lineKbps: Math.round(((line.down - bytesBefore) * 8) / (Date.now() - listened)),
    chatSentSeconds,
    chatReceivedSeconds,
  };
  console.log(JSON.stringify(figures, null, 2));
  if (process.env['SHOTS']) await page.screenshot({ path: process.env['SHOTS'] });
  return soundSeconds < 120 && heardShare >= 0.9;
}

let kept = false;
try {
  kept = await prove();
} catch (error) {
  console.error(error);
} finally {
  for (const step of undo.reverse()) await Promise.resolve(step()).catch(console.error);
}
process.exit(kept ? 0 : 1);
