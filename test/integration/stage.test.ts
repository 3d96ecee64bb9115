import { setTimeout as sleep } from 'node:timers/promises';
import { MediaPlane } from '@sammelan/server/stage/media-plane.service.js';
import { eventually } from '../support/eventually.js';
import { StageViewer } from '../support/stage-people.js';
import { StageWorld } from '../support/stage-world.js';

describe('stage', () => {
  const stage = new StageWorld();
  const { guest, speakerIn, viewerIn, onAir, seen } = stage;

  beforeAll(() => stage.start());
  afterEach(() => stage.clear());
  afterAll(() => stage.stop());

  test('before the rally is live nothing goes out, and what was prepared goes out with it', async () => {
    const speaker = await speakerIn();
    const viewer = await viewerIn();
    await onAir(speaker.seat.id);
    await sleep(300);
    expect(viewer.offered).toEqual([]);
    await expect(viewer.client.send('stage:programme', {})).resolves.toMatchObject({ layout: 'slate', seats: [] });
    await stage.producer.send('rally:move', { to: 'live' });
    await seen(viewer, speaker.seat.id);
    await expect(viewer.client.send('stage:programme', {})).resolves.toMatchObject({ layout: 'single' });
  });

  test('a speaker sits, is put on air, and every viewer sees and hears them', async () => {
    const viewers = [await viewerIn(), await viewerIn()];
    const speaker = await speakerIn();
    expect(speaker.seat).toMatchObject({ state: 'green-room', connected: true, heldUntil: null, onAirSince: null });
    expect(viewers[0]?.offered).toEqual([]);
    const { programme, seats } = await onAir(speaker.seat.id);
    expect(programme).toMatchObject({ layout: 'single', seats: [{ id: speaker.seat.id, connected: true }] });
    expect(seats[0]).toMatchObject({ state: 'on-air', sources: { microphone: { paused: false } } });
    for (const viewer of viewers) {
      await seen(viewer, speaker.seat.id);
      await eventually(() => viewer.packets('microphone') > 10, 'the speaker is heard');
      await viewer.client.waitFor('programme:changed', ({ seats: [seat] }) => seat?.id === speaker.seat.id);
    }
    const late = await viewerIn();
    await seen(late, speaker.seat.id, 'who comes late sees at once');
  });

  test('layouts: side by side, picture in picture, slate; misfits are refused', async () => {
    const [one, two] = [await speakerIn(), await speakerIn()];
    const viewer = await viewerIn();
    await onAir(one.seat.id, two.seat.id);
    await Promise.all([seen(viewer, one.seat.id), seen(viewer, two.seat.id)]);
    const seatIds = [two.seat.id, one.seat.id];
    const { programme } = await stage.producer.send('stage:direct', { layout: 'picture-in-picture', seatIds });
    expect(programme.seats.map(({ id }) => id)).toEqual(seatIds);
    await stage.producer.send('stage:direct', { layout: 'slate', seatIds: [] });
    await eventually(() => viewer.offered.length === 0, 'the slate takes everything away');
    const misfit = stage.producer.send('stage:direct', { layout: 'single', seatIds });
    await expect(misfit).rejects.toMatchObject({
      code: 'invalid-payload',
      details: { fields: { seatIds: expect.anything() } },
    });
    const stranger = stage.producer.send('stage:direct', { layout: 'single', seatIds: [one.client.identityId] });
    await expect(stranger).rejects.toMatchObject({ code: 'seat-missing' });
  });

  test('microphone and camera off and on, a screen that comes and goes: everyone is told', async () => {
    const speaker = await speakerIn();
    await onAir(speaker.seat.id);
    const viewer = await viewerIn();
    await seen(viewer, speaker.seat.id);
    const muted = await speaker.client.send('stage:pause', { source: 'microphone', paused: true });
    expect(muted.sources.microphone).toEqual({ paused: true });
    await viewer.client.waitFor('programme:changed', ({ seats: [seat] }) => seat?.sources.microphone?.paused === true);
    await sleep(100);
    const heard = viewer.packets('microphone');
    await sleep(300);
    expect(viewer.packets('microphone')).toBe(heard);
    await speaker.client.send('stage:pause', { source: 'microphone', paused: false });
    await eventually(() => viewer.packets('microphone') > heard, 'heard again');
    const stopped = await speaker.client.send('stage:stop', { source: 'camera' });
    expect(Object.keys(stopped.sources)).toEqual(['microphone']);
    await eventually(() => viewer.offered.length === 1, 'the camera is taken away');
    await expect(speaker.client.send('stage:stop', { source: 'screen' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('the producer says a word to a seat, and sends someone off', async () => {
    const speaker = await speakerIn();
    await onAir(speaker.seat.id);
    await stage.producer.send('stage:cue', { seatId: speaker.seat.id, text: 'Two minutes' });
    await speaker.client.waitFor('stage:changed', ({ seats: [seat] }) => seat?.cue === 'Two minutes');
    const after = await stage.producer.send('stage:unseat', { seatId: speaker.seat.id });
    expect(after).toMatchObject({ seats: [], programme: { layout: 'slate' } });
    await expect(speaker.client.waitFor('seat:ended')).resolves.toEqual({ reason: 'unseated' });
    await expect(speaker.client.send('stage:open-transport', {})).rejects.toMatchObject({ code: 'seat-missing' });
  });

  test('the desk previews the green room; viewers may not', async () => {
    const speaker = await speakerIn();
    const desk = guest(await StageViewer.watch(await stage.server.organiser()));
    await desk.client.send('playback:preview', { seatId: speaker.seat.id, on: true });
    await seen(desk, speaker.seat.id);
    await desk.client.send('playback:preview', { seatId: speaker.seat.id, on: false });
    await eventually(() => desk.offered.length === 0, 'the preview ends');
    const viewer = await viewerIn();
    const peek = viewer.client.send('playback:preview', { seatId: speaker.seat.id, on: true });
    await expect(peek).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('levels reach the desk and the speakers, not the audience, at most twice a second', async () => {
    const speaker = await speakerIn();
    const viewer = await stage.server.viewer();
    stage.producer.forget();
    await eventually(() => stage.producer.events('stage:levelled').length >= 3, 'levels come');
    expect(stage.producer.events('stage:levelled').at(-1)).toMatchObject({
      levels: { [speaker.seat.id]: expect.any(Number) },
    });
    await eventually(
      () => stage.producer.events('stage:levelled').at(-1)?.speakingSeatId === speaker.seat.id,
      'the active speaker is named',
    );
    const before = stage.producer.events('stage:levelled').length;
    const since = performance.now();
    await sleep(2000);
    const seconds = (performance.now() - since) / 1000;
    expect(stage.producer.events('stage:levelled').length - before).toBeLessThanOrEqual(2 * seconds + 2);
    expect(viewer.events('stage:levelled')).toEqual([]);
  });

  test('in a panel everyone is told who has the floor, and nothing of the green room', async () => {
    const [one, two, waiting] = [await speakerIn(), await speakerIn(), await speakerIn()];
    await onAir(one.seat.id, two.seat.id);
    const viewer = await stage.server.viewer();
    one.silence();
    waiting.silence();
    await viewer.waitFor('stage:levelled', ({ speakingSeatId }) => speakingSeatId === two.seat.id);
    const told = viewer.events('stage:levelled');
    expect(told.flatMap(({ levels }) => Object.keys(levels))).not.toContain(waiting.seat.id);
  });

  test('the end of the rally ends the stage', async () => {
    const speaker = await speakerIn();
    await onAir(speaker.seat.id);
    const viewer = await viewerIn();
    await seen(viewer, speaker.seat.id);
    await stage.producer.send('rally:move', { to: 'ended' });
    await expect(speaker.client.waitFor('seat:ended')).resolves.toEqual({ reason: 'unseated' });
    await expect(speaker.client.send('stage:sit', {})).rejects.toMatchObject({ code: 'rally-not-open' });
    await expect(viewer.open()).rejects.toMatchObject({ code: 'rally-not-open' });
    expect(stage.server.get(MediaPlane).rooms.size).toBe(0);
  });
});
