import { setTimeout as sleep } from 'node:timers/promises';
import { routerRtpCapabilities } from '@sammelan/server/media/codecs.js';
import { MediaPlane } from '@sammelan/server/stage/media-plane.service.js';
import { eventually } from '../support/eventually.js';
import { endPeers } from '../support/rtc-peer.js';
import { plainRtpCapabilities } from '../support/rtp.js';
import { StageSpeaker, StageViewer } from '../support/stage-people.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

describe('playback', () => {
  let server: TestServer;
  let speaker: StageSpeaker;
  const viewers: StageViewer[] = [];

  beforeAll(async () => {
    server = await TestServer.start();
    const producer = await server.organiser();
    await producer.send('rally:move', { to: 'live' });
    speaker = await (await StageSpeaker.sit(await server.speaker())).send();
    await producer.send('stage:direct', { layout: 'single', seatIds: [speaker.seat.id] });
  });
  afterEach(async () => {
    for (const viewer of viewers.splice(0)) {
      await viewer.client.send('playback:close', {}).catch(() => undefined);
      viewer.leave();
    }
    await eventually(() => transports() === 0, 'every transport is closed');
  });
  afterAll(async () => {
    speaker.vanish();
    await server.stop();
    endPeers();
  });

  const watch = async (client?: TestClient) => {
    const viewer = await StageViewer.watch(client ?? (await server.viewer()));
    viewers.push(viewer);
    return viewer;
  };
  const moving = (viewer: StageViewer) => {
    const before = viewer.packets('camera');
    return eventually(() => viewer.packets('camera') > before + 10, 'the picture moves');
  };
  const transports = () => [...server.get(MediaPlane).rooms.values()][0]?.stats().viewers;

  test('what a browser needs is there before it has a session, and is the same for everyone', async () => {
    const setup = await (await fetch(`${server.url}/api/playback/setup`)).json();
    expect(setup).toEqual({ routerRtpCapabilities: routerRtpCapabilities(), iceServers: [] });
  });

  test('opening again: the former transport plays until the new one is connected, then it is closed', async () => {
    const viewer = await watch();
    await moving(viewer);
    const { client, peer } = viewer;
    let heardByFormer = 0;
    peer.onPacket(() => (heardByFormer += 1));
    await client.send('playback:open', { rtpCapabilities: plainRtpCapabilities });
    const atOpen = heardByFormer;
    await eventually(() => heardByFormer > atOpen + 10, 'the former one plays on');
    await client.send('playback:open', { rtpCapabilities: plainRtpCapabilities });
    const atSecondOpen = heardByFormer;
    await eventually(() => heardByFormer > atSecondOpen + 10, 'and on, when the new one is given up for another');
    expect(transports()).toBe(2);
    await viewer.open();
    await moving(viewer);
    await eventually(() => transports() === 1, 'only the new one is left');
  });

  test('a broken socket does not stop the picture; whoever comes back leaves nothing behind', async () => {
    const viewer = await watch();
    await moving(viewer);
    viewer.client.close();
    await sleep(500);
    await moving(viewer);
    await viewer.client.enter(demoSlug);
    await viewer.open();
    await moving(viewer);
    await eventually(() => transports() === 1, 'the orphan is gone');
  });

  test('audio only stops the picture and not the sound, and back', async () => {
    const viewer = await watch();
    await moving(viewer);
    await viewer.client.send('playback:prefer', { quality: 'audio' });
    await sleep(200);
    const [picture, sound] = [viewer.packets('camera'), viewer.packets('microphone')];
    await eventually(() => viewer.packets('microphone') > sound + 10, 'the sound goes on');
    expect(viewer.packets('camera')).toBe(picture);
    await viewer.client.send('playback:prefer', { quality: 'auto', shownHeight: 360 });
    await moving(viewer);
  });

  test('ICE restarts with new credentials on the same transport', async () => {
    const viewer = await watch();
    await moving(viewer);
    const one = await viewer.client.send('playback:restart-ice', {});
    const two = await viewer.client.send('playback:restart-ice', {});
    expect(one.iceParameters).toMatchObject({ usernameFragment: expect.any(String), iceLite: true });
    expect(two.iceParameters).not.toEqual(one.iceParameters);
    expect(transports()).toBe(1);
  });

  test('one person holds so many transports and no more, over all their tabs', async () => {
    const client = await server.viewer();
    const tabs: TestClient[] = [];
    for (let tab = 0; tab < 8; tab += 1) {
      const other = await server.somebody();
      if (client.session) other.use(client.session);
      await other.enter(demoSlug);
      tabs.push(other);
    }
    const open = tabs.map((tab) => tab.sendRaw('playback:open', { rtpCapabilities: plainRtpCapabilities }));
    const replies = await Promise.all(open);
    expect(replies.filter(({ ok }) => ok)).toHaveLength(6);
    expect(replies.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'media-unavailable' } });
    for (const tab of tabs) await tab.send('playback:close', {});
  });

  test.each([
    ['playback:start', { dtlsParameters: {} }],
    ['playback:resume', { consumerIds: [] }],
    ['playback:prefer', { quality: 'auto' }],
    ['playback:restart-ice', {}],
  ])('%s before anything is open is refused by code', async (command, payload) => {
    const client = await server.viewer();
    await expect(client.sendRaw(command, payload)).resolves.toMatchObject({
      ok: false,
      error: { code: 'media-unavailable' },
    });
  });
});
