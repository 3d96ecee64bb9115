import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DiskWatch } from '@sammelan/server/recordings/disk-watch.service.js';
import { eventually } from '../support/eventually.js';
import { complaints } from '../support/programme-files.js';
import { RecordingPerson, replayFor } from '../support/recordings.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const run = promisify(execFile);
const megabyte = 1024 * 1024;
/** Small enough to be filled, large enough for a minute of slate. */
const diskMegabytes = 40;

/** A disk of its own where this user may mount one; else the same with thresholds around what the machine's has. */
async function smallDisk(folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const options = ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m`, 'tmpfs', folder];
  return run('mount', options).then(
    () => true,
    () => false,
  );
}

describe('a disk that fills up', () => {
  let server: TestServer;
  let organiser: TestClient;
  let recording: RecordingPerson;
  let dataDir: string;
  let mounted: boolean;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sammelan-disk-'));
    mounted = await smallDisk(join(dataDir, 'recordings'));
    server = await TestServer.start({ FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg', DATA_DIR: dataDir });
    organiser = await server.organiser();
    const { id } = await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    recording = new RecordingPerson(organiser, id);
  });
  afterAll(async () => {
    await server?.stop({ keepData: true });
    if (mounted) await run('umount', ['-l', join(dataDir, 'recordings')]);
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Leaves so many percent of it free. */
  const fillUntil = async (percent: number): Promise<void> => {
    const ballast = join(dataDir, 'recordings', 'ballast');
    await rm(ballast, { force: true });
    const { bavail, blocks, bsize } = await statfs(join(dataDir, 'recordings'));
    const bytes = bavail * bsize - Math.floor((blocks * bsize * percent) / 100);
    for (let written = 0; written < bytes; written += megabyte) {
      await writeFile(ballast, Buffer.alloc(Math.min(megabyte, bytes - written)), { flag: 'a' });
    }
    await server.get(DiskWatch).look();
  };
  const sequence = async (): Promise<number> => {
    const text = await (await fetch(`${server.url}/hls/${recording.rallyId}/low.m3u8`)).text();
    const [, first = '0'] = /MEDIA-SEQUENCE:(\d+)/.exec(text) ?? [];
    return Number(first) + [...text.matchAll(/#EXTINF/g)].length;
  };

  test('warns at a fifth, stops recording at a twentieth, and the rally goes on', async () => {
    // Without the right to mount there is no disk to fill: the rules alone are tried then (recordings.rules.test.ts).
    if (!mounted) return;
    await organiser.send('rally:move', { to: 'live' });
    await eventually(async () => (await recording.view()).seconds >= 4, 'four seconds are there', 30_000, 200);
    expect((await organiser.send('recording:watch', {})).disk?.state).toBe('ok');

    await fillUntil(15);
    await organiser.waitFor('recording:changed', ({ disk, state }) => disk?.state === 'low' && state === 'recording');

    await fillUntil(4);
    const stopped = await organiser.waitFor('recording:changed', ({ state }) => state === 'held');
    expect(stopped.disk).toMatchObject({ state: 'full', warnPercent: 20, stopPercent: 5 });
    const { seconds } = await recording.view();
    const made = await sequence();
    await eventually(async () => (await sequence()) >= made + 3, 'the rally goes on', 30_000, 200);
    expect((await recording.view()).seconds).toBe(seconds);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/^sammelan_recordings_stopped 1$/m);
    expect(Number(/^sammelan_disk_free_ratio (\S+)/m.exec(metrics)?.[1])).toBeLessThan(0.05);

    await fillUntil(60);
    await organiser.waitFor('recording:changed', ({ disk, state }) => disk?.state === 'ok' && state === 'recording');
    await eventually(async () => (await recording.view()).seconds >= seconds + 3, 'it is recorded again', 30_000, 200);
    await organiser.send('rally:move', { to: 'ended' });
    const view = await recording.reaches('ready');
    const { replay } = await replayFor(organiser, recording.rallyId);
    // What was not recorded is not there: the clock goes further than the film.
    const clock = (Date.parse(replay!.to) - Date.parse(replay!.from)) / 1000;
    expect(clock - replay!.seconds).toBeGreaterThan(4);
    expect(await complaints(`${server.url}${replay!.url}`)).toBe('');
    const text = await (await fetch(server.url + replay!.url.replace('master', 'low'))).text();
    expect(text).not.toContain('EXT-X-GAP');
    expect([...text.matchAll(/#EXT-X-DISCONTINUITY\n/g)].length).toBeGreaterThanOrEqual(1);
    expect(view.bytes).toBeGreaterThan(0);
  });
});
