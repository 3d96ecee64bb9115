// npm run firefox: the Firefox of this machine (FIREFOX_BIN, else firefox-esr or firefox) watches a rally by HLS and by WebRTC,
// writes in the chat, and speaks, heard and seen by a Chromium and by another Firefox. Ends with 1 where it does not.
import { setTimeout as sleep } from 'node:timers/promises';
import { keepConnections, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { type FirefoxPage, TestFirefox } from '../support/firefox.js';
import { liveRally } from '../support/live-rally.js';
import { expectMovingPicture } from '../support/media-counts.js';
import { ServerProcess } from '../support/server-process.js';

const phone = { width: 360, height: 640 };
const laptop = { width: 1280, height: 800 };
const patienceMs = 90_000;
const undo: (() => unknown)[] = [];

interface Look {
  way: 'hls' | 'webrtc' | null;
  frames: number;
  /** Rises while something is heard. */
  energy: number;
  /** Says that the picture is on its way. */
  waits: boolean;
}

/** What is on top in the page now. A machine without loudspeakers plays no AudioContext: what an element plays is recorded. */
const look = async (): Promise<Look> => {
  const film = document.querySelector<HTMLVideoElement>('[data-shown="true"] [data-current="true"] video');
  if (film) {
    const own = globalThis as unknown as { energy?: number };
    const tracks = (film as unknown as { mozCaptureStream(): MediaStream }).mozCaptureStream().getAudioTracks();
    if (tracks.length > 0 && !film.muted) {
      const recorder = new MediaRecorder(new MediaStream(tracks));
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => void parts.push(data);
      const stopped = new Promise((resolve) => (recorder.onstop = resolve));
      recorder.start();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      recorder.stop();
      await stopped;
      const recorded = await new Blob(parts).arrayBuffer();
      const sound = await new OfflineAudioContext(1, 48_000, 48_000).decodeAudioData(recorded).catch(() => null);
      const samples = sound?.getChannelData(0) ?? new Float32Array();
      own.energy = (own.energy ?? 0) + samples.reduce((sum, one) => sum + one * one, 0);
    }
    const { totalVideoFrames: frames } = film.getVideoPlaybackQuality();
    const waits = film.closest('[data-shown]')?.querySelector('[role=status]') !== null;
    return { way: 'hls', frames, energy: own.energy ?? 0, waits };
  }
  const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] };
  let [frames, energy] = [0, 0];
  for (const connection of keptConnections) {
    if (connection.connectionState === 'closed') continue;
    (await connection.getStats()).forEach((entry: Record<string, unknown>) => {
      if (entry['type'] !== 'inbound-rtp') return;
      frames += Number(entry['framesDecoded'] ?? 0);
      energy += Number(entry['totalAudioEnergy'] ?? 0);
    });
  }
  return { way: frames > 0 ? 'webrtc' : null, frames, energy, waits: false };
};

/** Keeps a viewer on WebRTC, also where the machine is busy. */
const playNoHls = (): void => {
  Reflect.deleteProperty(globalThis, 'MediaSource');
  Reflect.deleteProperty(globalThis, 'ManagedMediaSource');
  HTMLMediaElement.prototype.canPlayType = () => '';
};

/** Resolves when the page shows new frames and new sound, by this way; says how many a second after that. */
async function seesAndHears(page: FirefoxPage, way: 'hls' | 'webrtc', what: string): Promise<void> {
  const began = Date.now();
  const moving = async () => {
    const before = await page.evaluate(look);
    await sleep(1000);
    const now = await page.evaluate(look);
    const goes = now.frames > before.frames + 5 && now.energy > before.energy && !now.waits;
    return now.way === way && before.way === way && goes;
  };
  await eventually(moving, `${what}: a moving picture with sound by ${way}`, patienceMs, 100).catch(
    async (error: unknown) => {
      throw new Error(`${String(error)}\n${JSON.stringify(await page.evaluate(look))}\n${await page.text()}`);
    },
  );
  const seconds = Math.round((Date.now() - began) / 100) / 10;
  const [first, since] = [await page.evaluate(look), Date.now()];
  await sleep(8000);
  const fps = ((await page.evaluate(look)).frames - first.frames) / ((Date.now() - since) / 1000);
  console.log(
    `  ${what}: by ${way}, a moving picture with sound after ${seconds} s, ${Math.round(fps)} frames a second`,
  );
}

async function prove(bin: string): Promise<void> {
  const server = await ServerProcess.start({
    FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg',
    // Firefox sends from the network's address, which does not stay connected to the loopback's.
    MEDIA_LISTEN_IP: '0.0.0.0',
  });
  undo.push(() => server.stop());
  const chromium = await TestBrowser.launch();
  undo.push(() => chromium.close());
  const organiser = await liveRally(server, chromium);
  undo.push(() => organiser.close());
  const firefox = await TestFirefox.launch(bin);
  undo.push(() => firefox.close());
  const links = await server.demoLinks();

  const viewer = await firefox.person(phone, [keepConnections]);
  const hasH264 = () =>
    RTCRtpReceiver.getCapabilities('video')?.codecs.some(({ mimeType }) => /h264/i.test(mimeType)) === true;
  await viewer.goto(links.watch);
  const decodes = await viewer.evaluate(hasH264);
  console.log(`Firefox ${await viewer.evaluate(() => navigator.userAgent.split('/').at(-1) ?? '')}`);
  console.log(`  H.264 by WebRTC: ${decodes ? 'yes' : 'no (OpenH264 is not there)'}`);
  await viewer.press('English');
  await viewer.press('Not now');
  // A Chromium speaks H.264: a Firefox without it is shown HLS.
  await seesAndHears(viewer, decodes ? 'webrtc' : 'hls', 'watches a speaker who sends H.264');
  await viewer.type('Message', 'From a Firefox', 'Viewer from Gaya');
  await eventually(async () => (await viewer.text()).includes('From a Firefox'), 'the message is there', 20_000);
  console.log('  writes in the chat');

  const speaker = await firefox.person(laptop, [keepConnections]);
  await speaker.goto(links.speak);
  await eventually(async () => (await speaker.text()).includes('You are ready.'), 'it is ready to speak', 30_000);
  await speaker.press(/Go to the green room/);
  const seat = await eventually(
    async () =>
      (await organiser.send('stage:watch', {})).seats.find(
        ({ state, sources }) => state === 'green-room' && sources.camera !== undefined,
      ),
    'its camera is there',
    60_000,
  );
  await organiser.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
  await eventually(async () => (await speaker.text()).includes('ON AIR'), 'it is told so', 30_000);
  const citizen = await chromium.person();
  await citizen.addInitScript(playNoHls);
  await citizen.goto(links.watch);
  await expectMovingPicture(citizen, patienceMs).catch(async (error: unknown) => {
    throw new Error(`${String(error)}\n${(await speaker.text()).slice(0, 400)}`);
  });
  console.log('  speaks: seen and heard in a Chromium');
  const second = await firefox.person(phone, [keepConnections, playNoHls]);
  await second.goto(links.watch);
  await second.press('English');
  await seesAndHears(second, 'webrtc', 'watches a Firefox that speaks');
}

const bin = process.env['FIREFOX_BIN'];
if (!bin) {
  console.log('skipped: there is no Firefox here (FIREFOX_BIN, firefox-esr or firefox)');
} else {
  try {
    await prove(bin);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    for (const step of undo.reverse()) await step();
  }
}
process.exit();
