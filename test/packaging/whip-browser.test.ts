import type { MadeStreamKeyView, StreamKeysView } from '@sammelan/shared/ingest/ingest.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

/** A page of another site that sends a drawn picture in three sizes of H.264, and a tone: a browser's own WHIP. */
async function sendByWhip({ url, key }: { url: string; key: string }): Promise<string> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
  const context = canvas.getContext('2d')!;
  setInterval(() => {
    context.fillStyle = `hsl(${(Date.now() / 20) % 360} 80% 50%)`;
    context.fillRect(0, 0, 1280, 720);
  }, 40);
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const sound = audio.createMediaStreamDestination();
  tone.connect(sound);
  tone.start();
  const pc = new RTCPeerConnection();
  Object.assign(globalThis, { pc });
  pc.addTransceiver(sound.stream.getAudioTracks()[0]!, { direction: 'sendonly' });
  const camera = pc.addTransceiver(canvas.captureStream(25).getVideoTracks()[0]!, {
    direction: 'sendonly',
    sendEncodings: [
      { rid: 'h', maxBitrate: 1_200_000 },
      { rid: 'm', maxBitrate: 400_000, scaleResolutionDownBy: 2 },
      { rid: 'l', maxBitrate: 150_000, scaleResolutionDownBy: 4 },
    ],
  });
  const isH264 = ({ mimeType }: { mimeType: string }) => mimeType === 'video/H264';
  camera.setCodecPreferences(RTCRtpSender.getCapabilities('video')!.codecs.filter(isH264));
  await pc.setLocalDescription();
  const response = await fetch(`${url}/whip`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/sdp' },
    body: pc.localDescription!.sdp,
  });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  await pc.setRemoteDescription({ type: 'answer', sdp: await response.text() });
  return response.headers.get('location') ?? '';
}

describe('WHIP from a browser', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let producer: TestClient;

  beforeAll(async () => {
    [server, browser] = await Promise.all([TestServer.start({ FFMPEG_BIN: 'ffmpeg' }), TestBrowser.launch()]);
    producer = await server.organiser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  test('three sizes of H.264 become the ladder of HLS, smallest first, without being encoded anew', async () => {
    const { id: rallyId } = await producer.get<RallyView>(`/api/rallies/public/${demoSlug}`);
    const keysPath = `/api/rallies/${rallyId}/stream-keys`;
    const { secret, key } = await producer.post<MadeStreamKeyView>(keysPath, { name: 'Studio page' });
    const page = await browser.person();
    const location = await page.evaluate(sendByWhip, { url: server.url, key: secret });
    expect(location).toMatch(/\/whip\//);
    await producer.send('rally:move', { to: 'live' });
    const seat = await eventually(
      async () => (await producer.send('stage:watch', {})).seats.find(({ sources }) => sources.camera !== undefined),
      'the page sits on the stage',
    );
    await producer.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    const ingest = await eventually(
      async () => (await producer.get<StreamKeysView>(keysPath)).keys.find(({ id }) => id === key.id)?.ingests[0],
      'the page sends',
    );
    expect(ingest.video).toMatchObject({ codec: 'H264', layers: 3 });
    const master = await eventually(
      async () => {
        const response = await fetch(`${server.url}/hls/${rallyId}/master.m3u8`);
        const text = response.ok ? await response.text() : '';
        const sizes = [...text.matchAll(/RESOLUTION=(\d+)x(\d+)/g)].map(([, width]) => Number(width));
        return sizes.length >= 2 && sizes.includes(640) ? sizes : null;
      },
      'the sizes are rungs of HLS',
      60_000,
      250,
    );
    // What the browser drew, and a half and a quarter of it: nothing was scaled here.
    for (const width of master) expect([320, 640, 1280]).toContain(width);
  });
});
