import { StageStore } from '@sammelan/server/stage/stage-store.service.js';
import { eventually } from '../support/eventually.js';
import { promptly } from '../support/promptly.js';
import { StageSpeaker } from '../support/stage-people.js';
import { StageWorld } from '../support/stage-world.js';

describe('seats and hands', () => {
  const stage = new StageWorld();
  const { guest, speakerIn, viewerIn, onAir, seen, rallyId } = stage;

  beforeAll(() => stage.startLive());
  afterEach(() => stage.clear());
  afterAll(() => stage.stop());

  test('a vanished speaker: slate within a second, the seat waits, the picture returns without a reload', async () => {
    const client = await stage.server.speaker();
    let speaker = await speakerIn(client);
    await onAir(speaker.seat.id);
    const viewer = await viewerIn();
    await seen(viewer, speaker.seat.id);
    await promptly(1500, async () => {
      viewer.client.forget();
      const goneAt = Date.now();
      speaker.vanish();
      await viewer.client.waitFor('programme:changed', ({ seats: [seat] }) => seat?.connected === false);
      const tookMs = Date.now() - goneAt;
      const held = await eventually(
        async () => (await stage.producer.send('stage:watch', {})).seats.find(({ heldUntil }) => heldUntil !== null),
        'the seat is held',
      );
      expect(held).toMatchObject({ id: speaker.seat.id, state: 'on-air', connected: false });
      expect(Date.parse(held.heldUntil ?? '') - goneAt).toBeGreaterThan(4.9 * 60_000);
      await client.enter('bihar-mahasammelan');
      const again = await speakerIn(client);
      expect(again.seat).toMatchObject({ id: speaker.seat.id, state: 'on-air', heldUntil: null });
      await seen(viewer, speaker.seat.id, 'the picture is back');
      await viewer.client.waitFor('programme:changed', ({ seats: [seat] }) => seat?.connected === true);
      speaker = again;
      return tookMs;
    });
  });

  test('a network that goes silent is seen, though the socket stands', async () => {
    const speaker = await speakerIn();
    await onAir(speaker.seat.id);
    const viewer = await viewerIn();
    await seen(viewer, speaker.seat.id);
    viewer.client.forget();
    speaker.silence();
    await viewer.client.waitFor('programme:changed', ({ seats: [seat] }) => seat?.connected === false);
  });

  test('nobody else gets a held seat; each speaker has their own', async () => {
    const speaker = await speakerIn();
    speaker.vanish();
    const other = await StageSpeaker.sit(await stage.server.speaker(), 'Someone else');
    expect(other.seat.id).not.toBe(speaker.seat.id);
    const { seats } = await stage.producer.send('stage:watch', {});
    expect(seats).toHaveLength(2);
  });

  test('a seat whose time has run out is given up and leaves the programme', async () => {
    const speaker = await speakerIn();
    await onAir(speaker.seat.id);
    speaker.vanish();
    await eventually(
      async () => (await stage.producer.send('stage:watch', {})).seats[0]?.heldUntil != null,
      'the seat is held',
    );
    const seat = stage.server
      .get(StageStore)
      .peek(await rallyId())
      ?.seats.get(speaker.seat.id);
    // As if the five minutes had passed.
    if (seat) seat.heldUntil = new Date();
    const { programme } = await stage.producer.waitFor('stage:changed', ({ seats }) => seats.length === 0);
    expect(programme).toMatchObject({ layout: 'slate', seats: [] });
  });

  test('a second tab takes the seat over, the first is told', async () => {
    const client = await stage.server.speaker();
    const first = await speakerIn(client);
    const tab = await stage.server.somebody();
    if (client.session) tab.use(client.session);
    await tab.enter('bihar-mahasammelan');
    const second = await speakerIn(tab);
    expect(second.seat.id).toBe(first.seat.id);
    await expect(client.waitFor('seat:ended')).resolves.toEqual({ reason: 'replaced' });
    await expect(client.send('stage:open-transport', {})).rejects.toMatchObject({ code: 'seat-missing' });
  });

  describe('hands', () => {
    test('raise, queue, green room, air, and back to the audience', async () => {
      const citizen = await stage.server.viewer('BR-GAYA');
      await expect(citizen.send('stage:sit', {})).rejects.toMatchObject({ code: 'forbidden' });
      const hand = await citizen.send('hand:raise', {});
      expect(hand).toMatchObject({ identityId: citizen.identityId, regionName: { en: 'Gaya' } });
      await expect(citizen.send('hand:raise', {})).resolves.toEqual(hand);
      await stage.producer.waitFor('stage:changed', ({ hands }) => hands[0]?.identityId === citizen.identityId);
      const invited = await stage.producer.send('hand:invite', { identityId: citizen.identityId });
      expect(invited.hands).toEqual([]);
      await citizen.waitFor('hand:invited');
      const speaker = guest(await (await StageSpeaker.sit(citizen, 'Asha')).send());
      await expect(citizen.send('hand:raise', {})).rejects.toMatchObject({ code: 'conflict' });
      await onAir(speaker.seat.id);
      await seen(await viewerIn(), speaker.seat.id);
      await stage.producer.send('stage:unseat', { seatId: speaker.seat.id });
      await expect(citizen.waitFor('seat:ended')).resolves.toEqual({ reason: 'unseated' });
      await expect(citizen.send('stage:sit', {})).rejects.toMatchObject({ code: 'forbidden' });
      await expect(citizen.send('hand:raise', {})).resolves.toMatchObject({ identityId: citizen.identityId });
      await citizen.send('hand:lower', {});
    });

    test('dismissed, lowered, unknown', async () => {
      const citizen = await stage.server.viewer();
      await citizen.send('hand:raise', {});
      await stage.producer.send('hand:dismiss', { identityId: citizen.identityId });
      await citizen.waitFor('hand:dismissed');
      const again = stage.producer.send('hand:invite', { identityId: citizen.identityId });
      await expect(again).rejects.toMatchObject({ code: 'not-found' });
      await citizen.send('hand:lower', {});
      const { hands } = await stage.producer.send('stage:watch', {});
      expect(hands).toEqual([]);
    });
  });
});
