import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { types } from 'mediasoup';
import { eventually } from '../../../test/support/eventually.js';
import { openPool, quietLog } from '../../../test/support/media.js';
import { cameraSsrcs, TestSpeaker, TestViewer } from '../../../test/support/media-people.js';
import { promptly } from '../../../test/support/promptly.js';
import { endPeers } from '../../../test/support/rtc-peer.js';
import { plainRtpCapabilities, videoParameters } from '../../../test/support/rtp.js';
import type { RoomOptions } from './media-options.js';
import { StageRoom } from './stage-room.js';
import type { WorkerPool } from './worker-pool.js';

const onAirOnly = (_: string, onAir: boolean) => onAir;

describe('stage room', () => {
  let pool: WorkerPool;
  let room: StageRoom;
  const people: { leave(): void }[] = [];
  const guest = <T extends { leave(): void }>(person: T): T => {
    people.push(person);
    return person;
  };
  const open = async (workers: number, options: Partial<RoomOptions> = {}) => {
    pool = await openPool({ workers });
    room = await StageRoom.create(pool, quietLog, options);
  };

  afterEach(async () => {
    for (const person of people.splice(0)) person.leave();
    room.close();
    await pool.close();
  });
  afterAll(endPeers);

  const moving = (viewer: TestViewer, what = 'video reaches the viewer') => {
    const before = viewer.packets('camera');
    return eventually(() => viewer.packets('camera') > before + 10, what);
  };

  test.each([
    ['one worker', 1],
    ['the audience on a worker of its own', 2],
  ] as const)('a speaker on air is seen and heard: %s', async (_, workers) => {
    await open(workers);
    guest(await TestSpeaker.join(room, 'seat-a'));
    await room.setProgramme(['seat-a']);
    const viewer = guest(await TestViewer.join(room, 'viewer'));
    await moving(viewer);
    await eventually(() => viewer.packets('microphone') > 20, 'sound reaches the viewer');
    expect(viewer.keyFrames('camera')).toBeGreaterThan(0);
    expect(room.stats()).toEqual({ speakers: 1, viewers: 1, producers: 2, consumers: 2, audienceRouters: 1 });
  });

  test('nothing flows before the viewer says start', async () => {
    await open(1);
    guest(await TestSpeaker.join(room, 'seat-a'));
    await room.setProgramme(['seat-a']);
    const viewer = guest(await TestViewer.join(room, 'viewer', { start: false }));
    expect([...viewer.offers.values()].map(({ source }) => source).sort()).toEqual(['camera', 'microphone']);
    await sleep(300);
    expect(viewer.counter.bySsrc.size).toBe(0);
    await viewer.transport.start(viewer.peer.dtlsParameters);
    await viewer.peer.opened();
    await moving(viewer);
  });

  test('a late viewer makes the speaker send a key frame; many at once share one', async () => {
    await open(2);
    const speaker = guest(await TestSpeaker.join(room, 'seat-a'));
    await room.setProgramme(['seat-a']);
    await sleep(1000);
    const before = speaker.video.keyFrameRequests;
    const names = Array.from({ length: 8 }, (_, index) => `viewer-${index}`);
    const viewers = await Promise.all(names.map(async (name) => guest(await TestViewer.join(room, name))));
    await eventually(() => viewers.every((viewer) => viewer.keyFrames('camera') > 0), 'everyone has a key frame');
    expect(speaker.video.keyFrameRequests - before).toBeGreaterThan(0);
    expect(speaker.video.keyFrameRequests - before).toBeLessThan(viewers.length);
  });

  test('the green room is not sent out; going on air and off follows without a new transport', async () => {
    await open(2);
    guest(await TestSpeaker.join(room, 'seat-a'));
    const viewer = guest(await TestViewer.join(room, 'viewer'));
    expect(viewer.offers.size).toBe(0);
    await room.setProgramme(['seat-a']);
    await eventually(() => viewer.offers.size === 2, 'both sources are offered');
    await moving(viewer);
    await room.setProgramme([]);
    await eventually(() => viewer.offers.size === 0, 'both are withdrawn');
    expect(room.stats().consumers).toBe(0);
  });

  test('the desk previews a seat that is not on air, and only the desk', async () => {
    await open(2);
    guest(await TestSpeaker.join(room, 'seat-a'));
    const desk = guest(await TestViewer.join(room, 'desk', { preview: new Set(['seat-a']) }));
    const viewer = guest(await TestViewer.join(room, 'viewer'));
    await moving(desk);
    expect(viewer.offers.size).toBe(0);
  });

  test('a change between open and start reaches the viewer after start', async () => {
    await open(2);
    guest(await TestSpeaker.join(room, 'seat-a'));
    guest(await TestSpeaker.join(room, 'seat-b'));
    await room.setProgramme(['seat-a']);
    const viewer = guest(await TestViewer.join(room, 'viewer', { start: false }));
    await room.setProgramme(['seat-b']);
    expect(viewer.offer('camera', 'seat-a')).toBeDefined();
    await viewer.transport.start(viewer.peer.dtlsParameters);
    await viewer.peer.opened();
    await eventually(() => viewer.packets('camera', 'seat-b') > 10, 'the new seat is seen');
    expect(viewer.offer('camera', 'seat-a')).toBeUndefined();
  });

  test('a muted camera stops and comes back; the room tells', async () => {
    await open(2);
    const speaker = guest(await TestSpeaker.join(room, 'seat-a'));
    await room.setProgramme(['seat-a']);
    const viewer = guest(await TestViewer.join(room, 'viewer'));
    await moving(viewer);
    const told = once(room, 'sourcepaused');
    await speaker.transport.source('camera').setPaused(true);
    expect((await told)[0]).toMatchObject({ role: 'camera', paused: true });
    await sleep(200);
    const frozen = viewer.packets('camera');
    await sleep(300);
    expect(viewer.packets('camera')).toBe(frozen);
    await speaker.transport.source('camera').setPaused(false);
    await moving(viewer);
  });

  test('audio only stops the picture and not the sound', async () => {
    await open(1);
    guest(await TestSpeaker.join(room, 'seat-a'));
    await room.setProgramme(['seat-a']);
    const viewer = guest(await TestViewer.join(room, 'viewer'));
    await moving(viewer);
    await viewer.transport.setQuality({ spatialLayer: 0, video: false });
    await sleep(200);
    const [video, audio] = [viewer.packets('camera'), viewer.packets('microphone')];
    await eventually(() => viewer.packets('microphone') > audio + 10, 'sound goes on');
    expect(viewer.packets('camera')).toBe(video);
    await viewer.transport.setQuality({ spatialLayer: 2, video: true });
    await moving(viewer);
  });

  test('a layer that appears later lifts the viewers below their preferred layer', async () => {
    await open(2);
    const speaker = guest(await TestSpeaker.join(room, 'seat-a', 2));
    await room.setProgramme(['seat-a']);
    const viewer = guest(await TestViewer.join(room, 'viewer'));
    await moving(viewer);
    const layers: (number | undefined)[] = [];
    viewer.transport.on('layer', ({ spatialLayer }) => layers.push(spatialLayer));
    speaker.video.ssrcs.push(cameraSsrcs[2]);
    await eventually(() => layers.at(-1) === 2, 'the viewer is on the highest layer', 12_000);
    await viewer.transport.setQuality({ spatialLayer: 0, video: true });
    await eventually(() => layers.at(-1) === 0, 'the viewer is on the lowest layer');
  });

  test('a speaker whose packets stop is noticed, and so is their return', async () => {
    await open(1);
    const speaker = guest(await TestSpeaker.join(room, 'seat-a'));
    const told: boolean[] = [];
    room.on('speakerstalled', ({ stalled }) => told.push(stalled));
    await sleep(2000);
    expect(told).toEqual([]);
    speaker.fallSilent();
    await eventually(() => told.at(-1) === true, 'the stall is noticed');
    speaker.speakAgain();
    await eventually(() => told.at(-1) === false, 'the return is noticed');
    for (const source of speaker.transport.sources) await source.setPaused(true);
    speaker.fallSilent();
    await sleep(2500);
    expect(told).toEqual([true, false]);
  });

  test('hears who speaks, at most twice a second', async () => {
    await open(1);
    const reports: number[] = [];
    room.on('levels', (levels) => {
      if (levels.some(({ seatId }) => seatId === 'seat-a')) reports.push(Date.now());
    });
    const dominant = once(room, 'dominant');
    guest(await TestSpeaker.join(room, 'seat-a'));
    expect((await dominant)[0]).toBe('seat-a');
    await eventually(() => reports.length >= 5, 'levels are told');
    // One may come late and the next in time.
    expect((reports[4]! - reports[0]!) / 4).toBeGreaterThan(400);
  });

  test('a seat that opens a second transport loses the first', async () => {
    await open(1);
    const first = guest(await TestSpeaker.join(room, 'seat-a'));
    const closed = once(first.transport, 'closed');
    guest(await TestSpeaker.join(room, 'seat-a'));
    expect((await closed)[0]).toBe('replaced');
    expect(room.sources).toHaveLength(2);
  });

  test('a producer of the same role replaces the earlier one', async () => {
    await open(1);
    const speaker = guest(await TestSpeaker.join(room, 'seat-a'));
    const [before] = room.sources.filter(({ role }) => role === 'camera');
    await speaker.transport.produce('camera', videoParameters(7777));
    const after = room.sources.filter(({ role }) => role === 'camera');
    expect(after).toHaveLength(1);
    expect(after[0]?.id).not.toBe(before?.id);
  });

  describe('faults', () => {
    test('the stage worker dies: the stage stands again and the audience keeps its transport', async () => {
      await open(2);
      let speaker = guest(await TestSpeaker.join(room, 'seat-a'));
      await room.setProgramme(['seat-a']);
      const viewer = guest(await TestViewer.join(room, 'viewer'));
      await moving(viewer);
      await promptly(3000, async () => {
        const reset = once(speaker.transport, 'closed');
        const killedAt = Date.now();
        process.kill(pool.alive[0]?.worker.pid ?? 0, 'SIGKILL');
        expect((await reset)[0]).toBe('worker-died');
        // As the client does: at once, and the room lets it wait for the new stage.
        speaker = guest(await TestSpeaker.join(room, 'seat-a'));
        await moving(viewer, 'video is seen again');
        return Date.now() - killedAt;
      });
      expect(viewer.transport.closed).toBe(false);
    });

    test('an audience worker dies: its viewers are told, come back and see', async () => {
      await open(2);
      guest(await TestSpeaker.join(room, 'seat-a'));
      await room.setProgramme(['seat-a']);
      let viewer = guest(await TestViewer.join(room, 'viewer'));
      await moving(viewer);
      await promptly(3000, async () => {
        const reset = once(viewer.transport, 'closed');
        const killedAt = Date.now();
        process.kill(pool.alive[1]?.worker.pid ?? 0, 'SIGKILL');
        expect((await reset)[0]).toBe('worker-died');
        viewer = guest(await TestViewer.join(room, 'viewer'));
        await moving(viewer, 'video is seen again');
        return Date.now() - killedAt;
      });
      expect(room.stats()).toMatchObject({ speakers: 1, viewers: 1, consumers: 2 });
    });

    test('the only worker dies: everyone comes back', async () => {
      await open(1);
      guest(await TestSpeaker.join(room, 'seat-a'));
      await room.setProgramme(['seat-a']);
      guest(await TestViewer.join(room, 'viewer'));
      const rebuilt = once(room, 'rebuilt');
      process.kill(pool.alive[0]?.worker.pid ?? 0, 'SIGKILL');
      await rebuilt;
      guest(await TestSpeaker.join(room, 'seat-a'));
      await moving(guest(await TestViewer.join(room, 'viewer')));
      expect(room.stats()).toMatchObject({ speakers: 1, viewers: 1, producers: 2, consumers: 2 });
    });
  });

  describe('limits', () => {
    test('an identity holds only so many transports', async () => {
      await open(1, { viewerTransportsPerIdentity: 2 });
      await room.openViewer('many', plainRtpCapabilities, onAirOnly);
      const second = await room.openViewer('many', plainRtpCapabilities, onAirOnly);
      const third = room.openViewer('many', plainRtpCapabilities, onAirOnly);
      await expect(third).rejects.toMatchObject({ code: 'too-many-transports' });
      second.close();
      await room.openViewer('many', plainRtpCapabilities, onAirOnly);
    });

    test('the limit holds for calls made at once', async () => {
      await open(2, { viewerTransportsPerIdentity: 2 });
      const calls = Array.from({ length: 20 }, () => room.openViewer('many', plainRtpCapabilities, onAirOnly));
      const settled = await Promise.allSettled(calls);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    });

    test('a transport nobody connects is closed', async () => {
      await open(1, { joinTimeoutMs: 200 });
      const viewer = await room.openViewer('slow', plainRtpCapabilities, onAirOnly);
      const speaker = await room.openSpeaker('seat-a');
      const reasons = await Promise.all([once(viewer, 'closed'), once(speaker, 'closed')]);
      expect(reasons).toEqual([['timeout'], ['timeout']]);
      expect(room.stats()).toMatchObject({ speakers: 0, viewers: 0 });
    });

    test('simultaneous first viewers share one audience router; a full one is followed by another', async () => {
      await open(3, { consumersPerRouter: 12 });
      const join = (from: number, to: number) =>
        Promise.all(
          Array.from({ length: to - from }, (_, index) =>
            room.openViewer(`viewer-${from + index}`, plainRtpCapabilities, onAirOnly),
          ),
        );
      // They wait for the start: nothing is consumed, and still each will want a picture and a voice.
      await join(0, 6);
      expect(room.stats()).toMatchObject({ audienceRouters: 1, viewers: 6, consumers: 0 });
      await join(6, 7);
      expect(room.stats().audienceRouters).toBe(2);
      // Every worker is in use: from here on the stage's own router takes viewers too.
      await join(7, 14);
      expect(room.stats().audienceRouters).toBe(3);
      guest(await TestSpeaker.join(room, 'seat-a'));
      await room.setProgramme(['seat-a']);
      expect(room.stats()).toMatchObject({ audienceRouters: 3, viewers: 14, consumers: 28 });
      const loads = pool.alive.map((slot) => slot.load);
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(12);
    });

    test.each([
      ['no codecs', {}],
      ['codecs of another shape', { codecs: 'all' }],
      ['a codec without a name', { codecs: [{ kind: 'video' }] }],
      [
        'absurd numbers',
        { codecs: [{ ...plainRtpCapabilities.codecs?.[1], preferredPayloadType: -1, clockRate: 1e99 }] },
      ],
    ])('RTP capabilities with %s are refused or yield nothing, and the room lives on', async (_, capabilities) => {
      await open(1);
      guest(await TestSpeaker.join(room, 'seat-a'));
      await room.setProgramme(['seat-a']);
      const viewer = await room
        .openViewer('odd', capabilities as types.RtpCapabilities, onAirOnly)
        .catch((error) => error);
      if (viewer instanceof Error) expect(viewer).toMatchObject({ code: 'bad-parameters' });
      else expect(viewer.open().consumers).toEqual([]);
      await moving(guest(await TestViewer.join(room, 'viewer')));
    });

    test('RTP and DTLS parameters the engine refuses are refused by code', async () => {
      await open(1);
      const speaker = await room.openSpeaker('seat-a');
      const refused = { code: 'bad-parameters' };
      const none = [{}, { codecs: [] }, { codecs: [{ mimeType: 'video/AV1', payloadType: 1, clockRate: 90_000 }] }];
      for (const parameters of none) {
        await expect(speaker.produce('camera', parameters as types.RtpParameters)).rejects.toMatchObject(refused);
      }
      await expect(speaker.produce('camera', videoParameters(1, 2, 3, 4))).rejects.toMatchObject(refused);
      await expect(speaker.connect({} as types.DtlsParameters)).rejects.toMatchObject(refused);
      await expect(speaker.connect({ role: 'client', fingerprints: [] })).rejects.toMatchObject(refused);
      speaker.close();
      await expect(speaker.produce('camera', videoParameters(1))).rejects.toMatchObject({ code: 'closed' });
    });
  });

  test('close leaves nothing behind, is idempotent, and says so once', async () => {
    await open(2);
    const speaker = guest(await TestSpeaker.join(room, 'seat-a'));
    await room.setProgramme(['seat-a']);
    const viewer = guest(await TestViewer.join(room, 'viewer'));
    const reasons: string[] = [];
    speaker.transport.on('closed', (reason) => reasons.push(reason));
    viewer.transport.on('closed', (reason) => reasons.push(reason));
    let closed = 0;
    room.on('closed', () => (closed += 1));
    room.close();
    room.close();
    expect(closed).toBe(1);
    expect(reasons).toEqual(['room-closed', 'room-closed']);
    expect(room.stats()).toEqual({ speakers: 0, viewers: 0, producers: 0, consumers: 0, audienceRouters: 0 });
    await expect(room.openSpeaker('seat-a')).rejects.toMatchObject({ code: 'closed' });
    await expect(room.openViewer('viewer', plainRtpCapabilities, onAirOnly)).rejects.toMatchObject({ code: 'closed' });
    const dumps = await Promise.all(pool.alive.map((slot) => slot.worker.dump()));
    expect(dumps.map((dump) => dump.routerIds)).toEqual([[], []]);
    expect(pool.alive.map((slot) => slot.load)).toEqual([0, 0]);
    const servers = await Promise.all(pool.alive.map((slot) => slot.webRtcServer.dump()));
    expect(servers.flatMap((server) => server.webRtcTransportIds)).toEqual([]);
  });
});
