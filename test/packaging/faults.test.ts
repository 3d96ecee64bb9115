import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SpeakerPerson } from '../e2e/speaker-person.js';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { validate } from '../support/hls-validator.js';
import { childrenOf, gapsIn, LiveHls } from '../support/live-hls.js';
import { demoSlug } from '../support/people.js';
import { complaints } from '../support/programme-files.js';
import { RecordingPerson, replayFor } from '../support/recordings.js';
import { ServerProcess } from '../support/server-process.js';
import type { TestClient } from '../support/test-client.js';

const patienceMs = 60_000;

/** A speaker's browser on air, and what breaks on the way to those who watch by HLS. */
describe('a rally by HLS goes on', () => {
  let server: ServerProcess;
  let browser: TestBrowser;
  let producer: TestClient;
  let speaker: SpeakerPerson;
  let rallyId: string;
  let hls: LiveHls;
  const gaps: Record<string, number> = {};

  /** Resolves when so many segments of a rung have come since `since`. */
  const goesOn = async (rung: string, since: number, count = 2) =>
    eventually(
      async () => (await hls.whole(rung)).segments.filter(({ at }) => at > since).length >= count,
      `${count} segments of ${rung}`,
      patienceMs,
      250,
    );
  const isMadeOf = (rung: string, other: string) =>
    eventually(async () => (await hls.made(rung)) === other, `${rung} is made of ${other}`, patienceMs, 250);
  /** Notes the longest gap in the smallest picture since a moment. */
  const note = async (what: string, since: number): Promise<number> => {
    const found = gapsIn(await hls.whole('low')).filter(({ at }) => at > since - 5_000);
    return (gaps[what] = Math.max(0, ...found.map(({ seconds }) => seconds)));
  };
  /** Runs in the speaker's page. */
  const setLayer = (index: number, active: boolean) =>
    speaker.page.evaluate(
      async ([at, on]) => {
        const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] };
        for (const sender of keptConnections.flatMap((one) => one.getSenders())) {
          const parameters = sender.getParameters();
          if (sender.track?.kind !== 'video' || parameters.encodings.length < 2) continue;
          parameters.encodings[at as number]!.active = on as boolean;
          await sender.setParameters(parameters);
        }
      },
      [index, active] as const,
    );

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      ServerProcess.start({ FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg', MEDIA_WORKERS: '1' }),
      TestBrowser.launch(),
    ]);
    const links = await server.demoLinks();
    producer = await server.withLink(links.organise);
    rallyId = (await producer.get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id;
    hls = new LiveHls(`${server.url}/hls/${rallyId}`);
    await producer.send('rally:move', { to: 'live' });
    speaker = await SpeakerPerson.invited(browser, links.speak);
    await speaker.enter();
    const seat = await eventually(
      async () => (await producer.send('stage:watch', {})).seats.find(({ sources }) => sources.camera !== undefined),
      'the camera is there',
      patienceMs,
      250,
    );
    await producer.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    await eventually(async () => (await producer.send('stream:find', {})).liveUrl !== null, 'HLS', patienceMs, 250);
    await isMadeOf('mid', 'mid');
    await isMadeOf('low', 'low');
  }, 240_000);
  afterAll(async () => {
    producer?.close();
    await browser?.close();
    await server?.stop();
  });

  test('without the layer that the speaker’s browser pauses, and with it when it returns', async () => {
    const since = Date.now();
    await setLayer(1, false);
    await isMadeOf('mid', 'low');
    await setLayer(1, true);
    await isMadeOf('mid', 'mid');
    await goesOn('low', Date.now());
    expect(await note('layer paused', since)).toBeLessThan(2);
  }, 200_000);

  test('when the packager is killed', async () => {
    const since = Date.now();
    for (const pid of childrenOf(server.pid, 'ffmpeg')) process.kill(pid, 'SIGKILL');
    await goesOn('low', Date.now(), 3);
    expect(await note('packager killed', since)).toBeLessThan(2);
  }, 100_000);

  test('when the media worker is killed', async () => {
    const since = Date.now();
    for (const pid of childrenOf(server.pid, 'mediasoup')) process.kill(pid, 'SIGKILL');
    await goesOn('low', Date.now(), 3);
    await isMadeOf('low', 'low');
    await note('media worker killed', since);
  }, 150_000);

  test('when the speaker is gone, and when they come back', async () => {
    const since = Date.now();
    await speaker.crashAndReturn();
    // The slate has one rung.
    await isMadeOf('low', 'mid');
    await speaker.enter();
    await isMadeOf('low', 'low');
    await goesOn('low', Date.now());
    await note('speaker gone', since);
  }, 150_000);

  test('and all of it is a sound ladder, and plays from end to end', async () => {
    process.stdout.write(`gaps, s: ${JSON.stringify(gaps)}\n`);
    expect((await validate(hls, 'full-')).faults).toEqual([]);
    await producer.send('rally:move', { to: 'ended' });
    await new RecordingPerson(producer, rallyId).reaches('ready', patienceMs);
    const { replay } = await replayFor(producer, rallyId);
    const base = server.url + replay!.url.slice(0, replay!.url.lastIndexOf('/'));
    expect((await validate(new LiveHls(base))).faults).toEqual([]);
    expect(await complaints(server.url + replay!.url)).toBe('');
    const log = await readFile(join(server.dataDir, 'recordings', rallyId, 'programme.jsonl'), 'utf8');
    process.stdout.write(`takes: ${log.split('\n').filter((line) => line.startsWith('{"take"')).length}\n`);
  }, 240_000);
});
