import { resolve } from 'node:path';
import { duckedFloor } from '@sammelan/shared/interpretation/interpretation.rules.js';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { expectMovingPicture } from '../support/media-counts.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

/** Runs in a page before its own scripts: its microphone is a steady tone. */
const toneOf = (hertz: number): string => `{
  const media = navigator.mediaDevices;
  const native = media.getUserMedia.bind(media);
  media.getUserMedia = async (constraints) => {
    const stream = await native(constraints);
    const [microphone] = stream.getAudioTracks();
    if (!microphone) return stream;
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: ${hertz} });
    const level = new GainNode(context, { gain: 0.4 });
    const out = context.createMediaStreamDestination();
    tone.connect(level).connect(out);
    tone.start();
    const [track] = out.stream.getAudioTracks();
    track.getSettings = () => microphone.getSettings();
    stream.removeTrack(microphone);
    stream.addTrack(track);
    return stream;
  };
}`;

/** Runs in a viewer's page: keeps the elements that sound, and listens in on what a mixer sends to the loudspeaker. */
const listenIn = `{
  const kept = (globalThis.keptAudios = []);
  const Native = globalThis.Audio;
  globalThis.Audio = class extends Native { constructor(...all) { super(...all); kept.push(this); } };
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode) {
      const tap = (globalThis.mixTap = to.context.createAnalyser());
      connect.call(this, tap);
    }
    return connect.call(this, to, ...rest);
  };
}`;

const floorTone = 400;
const firstTone = 1000;
const secondTone = 1500;

describe('interpretation for who watches by WebRTC', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let producer: TestClient;
  let page: Page;
  const booths: Page[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      TestServer.start({ WEB_DIR: resolve('web/dist'), FFMPEG_BIN: 'off' }),
      TestBrowser.launch(),
    ]);
    producer = await server.organiser();
    await producer.send('rally:move', { to: 'live' });
    // Scripts of a page are run as text: they stand before whatever the page does.
    const speakerPage = await browser.person({ viewport: { width: 1280, height: 800 } });
    await speakerPage.addInitScript(toneOf(floorTone));
    await speakerPage.goto((await server.demoLinks()).speak);
    await speakerPage.waitForURL(/\/speak\//);
    await speakerPage.getByText('You are ready.').waitFor();
    await speakerPage.getByRole('button', { name: /Go to the green room/ }).click();
    const seat = await eventually(
      async () => (await producer.send('stage:watch', {})).seats.find(({ sources }) => sources.camera !== undefined),
      'the camera is there',
      15_000,
      250,
    );
    await producer.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    page = await browser.person({ viewport: { width: 1000, height: 700 } });
    await page.addInitScript(listenIn);
    await page.goto((await server.demoLinks()).watch);
    await expectMovingPicture(page);
    // Server, browser and speaker start beside whatever else runs here.
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const enterBooth = async (hertz: number): Promise<Page> => {
    const { id } = await producer.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    const invite = { role: 'interpreter', label: 'Interpreter', language: 'en' };
    const { url } = await producer.post<{ url: string }>(`/api/rallies/${id}/invites`, invite);
    const booth = await browser.person({ viewport: { width: 1200, height: 800 } });
    await booth.addInitScript(toneOf(hertz));
    await booth.goto(url);
    await booth.waitForURL(/\/interpret\//);
    await booth.getByRole('button', { name: 'Go to the booth' }).click();
    booths.push(booth);
    return booth;
  };
  /** What sounds at the viewer's: tones of elements that are not muted, and how loud the mixed floor is against its source. */
  const heard = (): Promise<{ tones: number[]; floor: number | null }> =>
    page.evaluate(async (floorTone) => {
      const shared = globalThis as unknown as {
        keptAudios: HTMLAudioElement[];
        mixTap?: AnalyserNode;
        own?: AudioContext;
        taps?: Map<MediaStream, AnalyserNode>;
      };
      shared.own ??= new AudioContext();
      await shared.own.resume();
      const taps = (shared.taps ??= new Map());
      const tapOf = (stream: MediaStream) => {
        const known = taps.get(stream);
        if (known) return known;
        const tap = shared.own!.createAnalyser();
        shared.own!.createMediaStreamSource(stream).connect(tap);
        taps.set(stream, tap);
        return tap;
      };
      const playing = shared.keptAudios.filter((one) => one.srcObject && !one.paused);
      playing.forEach((one) => tapOf(one.srcObject as MediaStream));
      await new Promise((resolve) => setTimeout(resolve, 400));
      const loudness = (tap: AnalyserNode) => {
        const samples = new Float32Array(tap.fftSize);
        tap.getFloatTimeDomainData(samples);
        return Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
      };
      const toneIn = (tap: AnalyserNode) => {
        const bins = new Float32Array(tap.frequencyBinCount);
        tap.getFloatFrequencyData(bins);
        return Math.round((bins.indexOf(Math.max(...bins)) * tap.context.sampleRate) / tap.fftSize);
      };
      const tones = playing.flatMap((one) => {
        const tap = tapOf(one.srcObject as MediaStream);
        return !one.muted && loudness(tap) > 0.01 ? [toneIn(tap)] : [];
      });
      const source = playing
        .map((one) => tapOf(one.srcObject as MediaStream))
        .find((tap) => Math.abs(toneIn(tap) - floorTone) < 60);
      const floor = shared.mixTap && source ? loudness(shared.mixTap) / loudness(source) : null;
      return { tones, floor };
    }, floorTone);
  const has = (tones: readonly number[], hertz: number): boolean => tones.some((one) => Math.abs(one - hertz) < 60);
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Language you hear' }).click();
    await page.getByRole('menuitemradio', { name }).click();
  };

  test('the interpreter is heard, and the floor is low under them', async () => {
    await eventually(async () => has((await heard()).tones, floorTone), 'the floor is heard by itself', 20_000, 300);
    const booth = await enterBooth(firstTone);
    await booth.getByText('You are heard: English').waitFor();
    await expectMovingPicture(booth);
    await choose('English');
    await eventually(async () => has((await heard()).tones, firstTone), 'the interpreter is heard', 20_000, 300);
    let floor = 1;
    await eventually(
      async () => (floor = (await heard()).floor ?? 1) < duckedFloor * 1.2,
      'the floor makes room',
      20_000,
      300,
    );
    process.stdout.write(`interpretation: the floor at ${Math.round(floor * 100)} %\n`);
    expect(floor).toBeGreaterThan(duckedFloor * 0.8);
    expect(has((await heard()).tones, floorTone)).toBe(false);
  });

  test('a colleague takes over, without anybody choosing anew', async () => {
    const second = await enterBooth(secondTone);
    await second.getByText('You rest. Your colleague is heard.').waitFor();
    await second.getByRole('button', { name: 'Take over' }).click();
    await second.getByText('You are heard: English').waitFor();
    await eventually(
      async () => {
        const { tones } = await heard();
        return has(tones, secondTone) && !has(tones, firstTone);
      },
      'the other one is heard',
      20_000,
      300,
    );
  });

  test('the floor comes back when the interpreter is silent, with a word about it', async () => {
    await booths[1]!.getByRole('button', { name: 'Mute' }).click();
    await page.getByText('the interpreter is silent. You hear the stage.').waitFor();
    await eventually(async () => ((await heard()).floor ?? 0) > 0.9, 'the floor is as loud as ever', 20_000, 300);
    await booths[1]!.getByRole('button', { name: 'Speak again' }).click();
    await eventually(async () => ((await heard()).floor ?? 1) < duckedFloor * 1.2, 'it makes room again', 20_000, 300);
  });

  test('the choice is remembered; closed by the producer, the floor is all there is', async () => {
    await page.reload();
    await expectMovingPicture(page);
    await eventually(async () => has((await heard()).tones, secondTone), 'it is heard again', 20_000, 300);
    await producer.send('interpretation:direct', { language: 'en', open: false });
    await page.getByText('no interpreter now. You hear the stage.').waitFor();
    await booths[1]!.getByText('The producer has this language off').waitFor();
    await choose('As it is spoken');
    await eventually(async () => has((await heard()).tones, floorTone), 'the floor by itself', 20_000, 300);
  });

  test('no page threw', () => {
    expect(browser.pageErrors).toEqual([]);
  });
});
