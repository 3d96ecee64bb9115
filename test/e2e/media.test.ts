import { resolve } from 'node:path';
import { MediaPlane } from '@sammelan/server/stage/media-plane.service.js';
import type { StageSource } from '@sammelan/server/media/stage-source.js';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { expectMovingPicture, mediaCounts } from '../support/media-counts.js';
import { promptly } from '../support/promptly.js';
import type { TestClient } from '../support/test-client.js';
import { TestServer } from '../support/test-server.js';
import { SpeakerPerson } from './speaker-person.js';

/** A browser that encodes no H.264: what it would offer is struck out of its offers. */
const withoutH264 = (): void => {
  const offer = RTCPeerConnection.prototype.createOffer as () => Promise<RTCSessionDescriptionInit>;
  RTCPeerConnection.prototype.createOffer = async function (this: RTCPeerConnection) {
    const { type, sdp = '' } = await offer.apply(this);
    const gone = new Set([...sdp.matchAll(/a=rtpmap:(\d+) H264\//g)].map((match) => match[1] ?? ''));
    for (const [, repair = '', apt = ''] of sdp.matchAll(/a=fmtp:(\d+) apt=(\d+)/g))
      if (gone.has(apt)) gone.add(repair);
    const lines = sdp.split('\r\n').flatMap((line) => {
      if (gone.has(/^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line)?.[1] ?? '')) return [];
      if (!line.startsWith('m=video')) return [line];
      const [kind, port, profile, ...types] = line.split(' ');
      return [[kind, port, profile, ...types.filter((one) => !gone.has(one))].join(' ')];
    });
    return { type, sdp: lines.join('\r\n') };
  } as typeof RTCPeerConnection.prototype.createOffer;
};

/** A network that lets no UDP through: the server's UDP candidates never arrive. */
const withoutUdp = (): void => {
  const set = RTCPeerConnection.prototype.setRemoteDescription as (d: RTCSessionDescriptionInit) => Promise<void>;
  RTCPeerConnection.prototype.setRemoteDescription = function (this: RTCPeerConnection, description) {
    const sdp = (description as RTCSessionDescriptionInit).sdp ?? '';
    const lines = sdp.split('\r\n').filter((line) => !/^a=candidate:\S+ 1 udp /i.test(line));
    return set.call(this, { type: (description as RTCSessionDescriptionInit).type, sdp: lines.join('\r\n') });
  } as typeof RTCPeerConnection.prototype.setRemoteDescription;
};

describe('sound and picture in real browsers', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let producer: TestClient;
  const open: Page[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([TestServer.start({ WEB_DIR: resolve('web/dist') }), TestBrowser.launch()]);
    producer = await server.organiser();
    await producer.send('rally:move', { to: 'live' });
  });
  afterEach(async () => {
    for (const page of open.splice(0)) await page.context().close();
    const { seats } = await producer.send('stage:watch', {});
    for (const { id } of seats) await producer.send('stage:unseat', { seatId: id });
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  const speakerOnAir = async (prepare?: () => void): Promise<SpeakerPerson> => {
    const speaker = await SpeakerPerson.invited(browser, (await server.demoLinks()).speak, prepare);
    open.push(speaker.page);
    await speaker.enter();
    const seat = await eventually(
      async () => (await producer.send('stage:watch', {})).seats.find(({ sources }) => sources.camera !== undefined),
      'the camera is there',
      15_000,
      250,
    );
    await producer.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    await speaker.expectOnAir();
    return speaker;
  };
  const viewer = async (prepare?: () => void): Promise<Page> => {
    const page = await browser.person();
    open.push(page);
    if (prepare) await page.addInitScript(prepare);
    await page.goto((await server.demoLinks()).watch);
    return page;
  };
  const camera = async (): Promise<StageSource> => {
    const rooms = [...server.get(MediaPlane).rooms.values()];
    return eventually(() => rooms[0]?.sources.find(({ role }) => role === 'camera'), 'the camera is sent');
  };
  const codec = (source: StageSource) => source.producer.rtpParameters.codecs[0]?.mimeType.toLowerCase();

  test.each([
    ['H.264 where the browser encodes it', 'video/h264', undefined],
    ['VP8 where not', 'video/vp8', withoutH264],
  ] as const)('%s, in simulcast layers that all arrive', async (_, mimeType, prepare) => {
    await speakerOnAir(prepare);
    const watching = await viewer();
    await expectMovingPicture(watching);
    const source = await camera();
    expect(codec(source)).toBe(mimeType);
    expect(source.producer.type).toBe('simulcast');
    const { encodings } = source.producer.rtpParameters;
    await eventually(
      () => source.producer.score.length === encodings?.length && source.producer.score.every(({ score }) => score > 5),
      'every layer arrives',
      20_000,
    );
    // A phone held upright shows 203 lines or twice that: one of the upper layers once they are there.
    await eventually(async () => (await mediaCounts(watching)).height >= 180, 'a layer fits the screen');
  });

  test('where UDP is blocked the picture comes by TCP on the same port', async () => {
    await speakerOnAir();
    const watching = await viewer(withoutUdp);
    await expectMovingPicture(watching);
    const protocols = await watching.evaluate(async () => {
      const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] };
      const reports = await Promise.all(keptConnections.map((one) => one.getStats()));
      return reports.flatMap((report) =>
        [...(report as unknown as Map<string, Record<string, unknown>>).values()]
          .filter((entry) => entry['type'] === 'remote-candidate')
          .map((entry) => entry['protocol']),
      );
    });
    expect(new Set(protocols)).toEqual(new Set(['tcp']));
  });

  test.each([0, 1])('media worker %i is killed: the same page shows moving video again within 3 s', async (worker) => {
    await speakerOnAir();
    const watching = await viewer();
    await expectMovingPicture(watching);
    await promptly(3000, async () => {
      const usage = await server.get(MediaPlane).usage();
      const pid = usage.find(({ index }) => index === worker)?.pid ?? 0;
      process.kill(pid, 'SIGKILL');
      const killedAt = Date.now();
      const before = await mediaCounts(watching);
      await eventually(
        async () => {
          const now = await mediaCounts(watching);
          return now.framesDecoded < before.framesDecoded
            ? now.framesDecoded > 3
            : now.framesDecoded > before.framesDecoded + 3;
        },
        'frames are decoded again',
        10_000,
      );
      const tookMs = Date.now() - killedAt;
      await expectMovingPicture(watching);
      return tookMs;
    });
  });

  test('no page threw', () => {
    expect(browser.pageErrors).toEqual([]);
  });
});
