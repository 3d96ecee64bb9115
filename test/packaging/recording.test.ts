import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LoggedTake, ProgrammeLog } from '@sammelan/server/media/packaging/programme-log.js';
import type { Rendition } from '@sammelan/server/media/packaging/take-plan.js';
import { keptTakes, spanOf } from '@sammelan/server/recordings/kept-takes.js';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { demoSlug } from '../support/people.js';
import { complaints, joined, packetsOf } from '../support/programme-files.js';
import { RecordingPerson, replayFor } from '../support/recordings.js';
import { ServerProcess } from '../support/server-process.js';
import type { TestClient } from '../support/test-client.js';
import { SpeakerPerson } from '../e2e/speaker-person.js';

/** The server is killed while a speaker is on air and recorded; and once more, so that nobody is there when it ends. */
describe('a recording of a server that was killed', () => {
  let server: ServerProcess;
  let browser: TestBrowser;
  let producer: TestClient;
  let recording: RecordingPerson;

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      ServerProcess.start({ FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg' }),
      TestBrowser.launch(),
    ]);
    producer = await server.withLink((await server.demoLinks()).organise);
    const { id } = await producer.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    recording = new RecordingPerson(producer, id);
    const speaker = await SpeakerPerson.invited(browser, (await server.demoLinks()).speak);
    await speaker.enter();
    const seat = await eventually(
      async () => (await producer.send('stage:watch', {})).seats.find(({ sources }) => sources.camera !== undefined),
      'the camera is there',
      40_000,
    );
    await producer.send('rally:move', { to: 'live' });
    await producer.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
  }, 120_000);
  afterAll(async () => {
    producer?.close();
    await browser?.close();
    await server?.stop();
  });

  const seconds = async (): Promise<number> => (await recording.view()).seconds;

  test('loses a segment at most, goes on, and plays from end to end, as a file too', async () => {
    await eventually(async () => (await seconds()) >= 12, 'twelve seconds are there', 60_000, 250);
    const lived = Date.now();
    await server.kill();
    const before = await logged();
    await server.restart();
    const after = await eventually(
      async () => {
        const view = await recording.view().catch(() => null);
        return view?.state === 'recording' ? view : null;
      },
      'it is recorded again',
      40_000,
      250,
    );
    expect(after.seconds).toBeGreaterThanOrEqual(Math.floor(before.seconds));
    // Up to the kill, less what the segment under way had not written.
    expect(lived - before.to).toBeLessThan(8_000);
    await eventually(async () => (await seconds()) >= after.seconds + 6, 'it grows again', 60_000, 250);
    await server.kill();
    await sleep(100);
    await server.restart();
    await producer.post(`/api/rallies/${recording.rallyId}/state`, { to: 'ended' });
    const view = await recording.reaches('ready', 40_000);
    const { replay } = await replayFor(producer, recording.rallyId);
    const { takes, folder } = await onDisk();
    expect(takes.length).toBeGreaterThanOrEqual(3);
    for (const take of takes) {
      for (const rendition of Object.keys(take.facts) as Rendition[]) {
        expect(await complaints(await joined(folder, take, rendition))).toBe('');
      }
    }
    await playedToItsEnd();
    expect(replay!.chapters.some(({ kind }) => kind === 'speakers')).toBe(true);
    const file = join(server.dataDir, 'download.mp4');
    await writeFile(file, await recording.download());
    expect(await complaints(file)).toBe('');
    const packets = await packetsOf(file);
    const times = packets.map(({ at }) => at).sort((one, other) => one - other);
    expect(Math.abs((times.at(-1) ?? 0) - view.seconds)).toBeLessThan(2);
  }, 240_000);

  /** What the disk lists. */
  async function onDisk(): Promise<{ takes: LoggedTake[]; folder: string }> {
    const folder = join(server.dataDir, 'recordings', recording.rallyId);
    const { takes } = await ProgrammeLog.open(folder);
    return { takes: keptTakes(takes, { from: null, to: null }), folder };
  }

  async function logged(): Promise<{ seconds: number; to: number }> {
    return spanOf((await onDisk()).takes) ?? { seconds: 0, to: 0 };
  }

  /** As somebody sees it who is in a hurry. */
  async function playedToItsEnd(): Promise<void> {
    const page = await browser.person();
    await page.goto(`${server.url}/r/${demoSlug}#replay`);
    await page.locator('[data-status=ready] video').waitFor({ timeout: 40_000 });
    await page.evaluate(() => {
      const video = document.querySelector('video')!;
      video.muted = true;
      video.playbackRate = 4;
      void video.play();
    });
    await eventually(() => page.evaluate(() => document.querySelector('video')!.ended), 'it has ended', 90_000, 250);
    await page.context().close();
  }
});
