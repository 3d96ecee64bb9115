import type { PlaybackMove } from '@sammelan/shared/playback/playback.dto.js';
import { HlsLadders } from '@sammelan/server/playback/hls-ladders.service.js';
import { eventually } from '../support/eventually.js';
import { endPeers } from '../support/rtc-peer.js';
import { plainRtpCapabilities } from '../support/rtp.js';
import { StageSpeaker, StageViewer } from '../support/stage-people.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const poor = { loss: 0.3, rttMs: 900, freezes: 4 };
const ladder = {
  url: '/hls/some/master.m3u8',
  fullUrl: '/hls/some/full-master.m3u8',
  voiceUrl: null,
  slideUrl: '/hls/some/slide.webp',
};

/** A hall of two places by WebRTC. */
describe('the way a viewer is given', () => {
  let server: TestServer;
  let organiser: TestClient;
  let rallyId: string;
  const viewers: StageViewer[] = [];

  beforeAll(async () => {
    server = await TestServer.start({ WEBRTC_MAX_VIEWERS: '2' });
    organiser = await server.organiser();
    await organiser.send('rally:move', { to: 'live' });
    rallyId = (await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id;
  });
  afterEach(async () => {
    server.get(HlsLadders).put(rallyId, null);
    for (const viewer of viewers.splice(0)) {
      await viewer.client.send('playback:close', {}).catch(() => undefined);
      viewer.leave();
    }
  });
  afterAll(async () => {
    await server.stop();
    endPeers();
  });

  const watch = async () => {
    const viewer = await StageViewer.watch(await server.viewer());
    viewers.push(viewer);
    return viewer.client;
  };
  const open = (client: TestClient, hls?: boolean) =>
    client.sendRaw('playback:open', { rtpCapabilities: plainRtpCapabilities, ...(hls === undefined ? {} : { hls }) });
  const heard = (client: TestClient) => {
    const moves: PlaybackMove[] = [];
    client.on('playback:moved', (move) => moves.push(move));
    return moves;
  };
  const packaged = () => server.get(HlsLadders).put(rallyId, ladder);

  test('without HLS the hall fills up to its bound, says so, and lets in whoever waits when somebody leaves', async () => {
    await watch();
    await watch();
    const late = await server.viewer();
    expect(await open(late)).toMatchObject({ ok: false, error: { code: 'hall-full', data: { seconds: 15 } } });
    expect(await open(organiser)).toMatchObject({ ok: true, data: { hls: null } });
    await organiser.send('playback:close', {});
    await viewers[0]?.client.send('playback:close', {});
    expect(await open(late)).toMatchObject({ ok: true });
    await late.send('playback:close', {});
  });

  test('with HLS whoever comes to a full hall is told where to go, and holds no transport', async () => {
    const first = await watch();
    const told = new Promise((resolve) => first.on('playback:packaged', resolve));
    packaged();
    expect(await told).toEqual({ hls: ladder });
    await watch();
    const late = await server.viewer();
    const moves = heard(late);
    expect(await open(late)).toMatchObject({ ok: false, error: { code: 'playback-by-hls' } });
    await eventually(() => moves.length === 1, 'the late one is told');
    expect(moves).toEqual([{ way: 'hls', reason: 'headroom', hls: ladder }]);
    expect(await late.sendRaw('playback:prefer', { quality: 'auto' })).toMatchObject({
      ok: false,
      error: { code: 'media-unavailable' },
    });
  });

  test('a raised hand brings WebRTC at once, however full it is', async () => {
    await watch();
    await watch();
    packaged();
    const late = await server.viewer();
    const moves = heard(late);
    await open(late);
    await late.send('hand:raise', {});
    await eventually(() => moves.at(-1)?.way === 'webrtc', 'the hand is let in');
    expect(moves.at(-1)?.reason).toBe('stage');
    expect(await open(late)).toMatchObject({ ok: true, data: { hls: ladder } });
    await late.send('playback:close', {});
    await late.send('hand:lower', {});
  });

  test('a link that is poor twice in a row is moved, its picture stays until the page lets go, and it cannot come right back', async () => {
    packaged();
    const client = await watch();
    const moves = heard(client);
    await client.send('playback:report', poor);
    await client.send('playback:report', { loss: 0, rttMs: 40, freezes: 0 });
    await client.send('playback:report', poor);
    expect(moves).toEqual([]);
    await client.send('playback:report', poor);
    await eventually(() => moves.length === 1, 'the viewer is moved');
    expect(moves).toEqual([{ way: 'hls', reason: 'network', hls: ladder }]);
    await client.send('playback:prefer', { quality: 'auto' });
    await client.send('playback:close', {});
    for (const report of [0, 1, 2, 3])
      await client.send('playback:report', { loss: 0, rttMs: 40 + report, freezes: 0 });
    expect(await open(client)).toMatchObject({ ok: false, error: { code: 'playback-by-hls' } });
  });

  test('a browser that plays no HLS keeps WebRTC, and all come back to it when there is no HLS any more', async () => {
    packaged();
    const [deaf, client] = [await watch(), await server.viewer()];
    const moves = heard(client);
    const deafMoves = heard(deaf);
    expect(await open(deaf, false)).toMatchObject({ ok: true });
    await open(client);
    for (const one of [deaf, client]) for (let at = 0; at < 3; at += 1) await one.send('playback:report', poor);
    await eventually(() => moves.length === 1, 'the other is moved');
    expect(deafMoves).toEqual([]);
    server.get(HlsLadders).put(rallyId, null);
    await eventually(() => moves.length === 2, 'the other is brought back');
    expect(moves[1]).toEqual({ way: 'webrtc', reason: 'unpackaged', hls: null });
    await client.send('playback:close', {});
  });

  test('a browser that cannot decode what is on air sees it by HLS, and stays there as long as there is any', async () => {
    const speaker = await StageSpeaker.sit(await server.speaker());
    await speaker.send();
    await organiser.send('stage:direct', { layout: 'single', seatIds: [speaker.seat.id] });
    packaged();
    const client = await server.viewer();
    const moves = heard(client);
    const soundAlone = { ...plainRtpCapabilities, codecs: plainRtpCapabilities.codecs!.slice(0, 1) };
    await client.sendRaw('playback:open', { rtpCapabilities: soundAlone });
    await eventually(() => moves.length === 1, 'it is moved');
    expect(moves).toEqual([{ way: 'hls', reason: 'codec', hls: ladder }]);
    expect(await open(client)).toMatchObject({ ok: false, error: { code: 'playback-by-hls' } });
    server.get(HlsLadders).put(rallyId, null);
    await eventually(() => moves.at(-1)?.reason === 'unpackaged', 'it is brought back');
    speaker.vanish();
  });
});
