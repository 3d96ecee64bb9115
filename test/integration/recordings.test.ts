import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Retention } from '@sammelan/server/recordings/retention.service.js';
import type { ReplayChatView } from '@sammelan/shared/recordings/recordings.dto.js';
import { chatPieceOf } from '@sammelan/shared/recordings/recordings.rules.js';
import { eventually } from '../support/eventually.js';
import { openPoll } from '../support/polls.js';
import { complaints } from '../support/programme-files.js';
import { addressesIn, RecordingPerson, replayFor } from '../support/recordings.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const run = promisify(execFile);
const ffmpeg = process.env['FFMPEG_BIN'] ?? 'ffmpeg';
const dayMs = 86_400_000;

/** Each step stands on the one before: a rally is recorded, ends, and its recording is used. */
describe('a recording', () => {
  let server: TestServer;
  let organiser: TestClient;
  let viewer: TestClient;
  let recording: RecordingPerson;
  let rallyId: string;
  let folder: string;

  beforeAll(async () => {
    server = await TestServer.start({ FFMPEG_BIN: ffmpeg });
    await server.withoutRules();
    [organiser, viewer] = [await server.organiser(), await server.viewer('BR-GAYA')];
    rallyId = (await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id;
    recording = new RecordingPerson(organiser, rallyId);
    folder = await mkdtemp(join(tmpdir(), 'sammelan-recording-'));
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const status = async (url: string): Promise<number> => (await fetch(url)).status;
  const decoded = async (name: string, bytes: Buffer): Promise<{ file: string; seconds: number }> => {
    const file = join(folder, name);
    await writeFile(file, bytes);
    expect(await complaints(file)).toBe('');
    const args = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file];
    return { file, seconds: Number((await run('ffprobe', args)).stdout) };
  };
  const pictures = async (input: string): Promise<string[]> => {
    const args = ['-v', 'error', '-i', input, '-map', '0:v:0', '-f', 'framemd5', '-'];
    const { stdout } = await run(ffmpeg, args, { maxBuffer: 1 << 26 });
    return stdout.split('\n').flatMap((line) => (line.startsWith('#') || !line ? [] : line.split(',').at(-1)!.trim()));
  };

  it('grows while the rally is live, and is a replay as soon as the rally is over', async () => {
    expect(await recording.view()).toMatchObject({ state: 'none', mode: 'publish', possible: true });
    await organiser.send('rally:move', { to: 'live' });
    await recording.reaches('recording');
    await eventually(async () => (await recording.view()).seconds >= 4, 'four seconds are there', 30_000, 200);
    await viewer.send('chat:enter', { room: 'rally' });
    await viewer.send('chat:send', { room: 'rally', clientId: randomUUID(), text: 'Namaste from Gaya' });
    const { id } = await openPoll(organiser);
    await eventually(async () => (await recording.view()).seconds >= 8, 'eight seconds are there', 30_000, 200);
    await organiser.send('poll:close', { pollId: id });
    expect(await replayFor(viewer, rallyId)).toMatchObject({ status: 404 });
    await organiser.send('rally:move', { to: 'ended' });
    await viewer.waitFor('replay:changed', ({ available }) => available);
    const view = await recording.reaches('ready');
    expect(view).toMatchObject({ published: true, trim: null, warned: false });
    expect(view.bytes).toBeGreaterThan(10_000);
  });

  it('plays from its beginning to its end, with chat and polls at their moments', async () => {
    const { replay } = await replayFor(viewer, rallyId);
    const { seconds } = await decoded('whole.ts', await read(server.url + replay!.url));
    expect(Math.abs(seconds - replay!.seconds)).toBeLessThan(1);
    expect(Date.parse(replay!.to) - Date.parse(replay!.from)).toBeGreaterThan((replay!.seconds - 1) * 1000);
    const [poll] = replay!.polls;
    expect(replay!.chapters.map(({ kind }) => kind)).toEqual(['start', 'poll']);
    expect(replay!.chapters[1]).toMatchObject({ at: poll!.openedAt, title: poll!.question });
    const place = (Date.parse(poll!.openedAt!) - Date.parse(replay!.from)) / 1000;
    expect(Math.abs(replay!.chapters[1]!.seconds - place)).toBeLessThan(0.5);
    const pieces = [chatPieceOf(Date.parse(replay!.from)), chatPieceOf(Date.parse(replay!.to))];
    const said = await Promise.all(
      [...new Set(pieces)].map((piece) =>
        viewer.get<ReplayChatView>(`/api/rallies/${rallyId}/replay/chat?piece=${piece}`),
      ),
    );
    const [message] = said.flatMap(({ messages }) => messages);
    expect(message).toMatchObject({ text: 'Namaste from Gaya' });
    expect(Date.parse(message!.at)).toBeGreaterThan(Date.parse(replay!.from));
  });

  it('is one file to take away: the same pictures, its index first', async () => {
    const bytes = await recording.download();
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    const { file, seconds } = await decoded('download.mp4', bytes);
    const { replay } = await replayFor(viewer, rallyId);
    expect(Math.abs(seconds - replay!.seconds)).toBeLessThan(1);
    const before = await pictures(`${server.url}${replay!.url.replace('master', 'high')}`);
    expect(await pictures(file)).toEqual(before);
  });

  it('that is unpublished is its organisers’ alone, down to the segments', async () => {
    const before = (await replayFor(viewer, rallyId)).replay!;
    const [segment] = (await addressesIn(server.url + before.url.replace('master', 'low'))).slice(1);
    expect(await status(segment!)).toBe(200);
    await recording.publish(false);
    expect(viewer.events('replay:changed').at(-1)).toEqual({ available: false });
    expect((await replayFor(viewer, rallyId)).status).toBe(404);
    expect(await status(server.url + before.url)).toBe(404);
    expect(await status(segment!)).toBe(404);
    expect((await viewer.fetch(`/api/rallies/${rallyId}/replay/chat?piece=1`)).status).toBe(404);

    const { replay } = await replayFor(organiser, rallyId);
    expect(replay).toMatchObject({ published: false });
    const [own] = (await addressesIn(server.url + replay!.url.replace('master', 'low'))).slice(1);
    expect(await status(own!)).toBe(200);
    expect(await status(own!.replace(rallyId, randomUUID()))).toBe(404);
    await recording.publish(true);
    expect(await status(segment!)).toBe(200);
  });

  it('of a rally for the invited opens to them alone', async () => {
    const open = (await replayFor(viewer, rallyId)).replay!;
    await organiser.patch(`/api/rallies/${rallyId}`, { watchAudience: 'invited' });
    expect((await replayFor(viewer, rallyId)).status).toBe(403);
    expect(await status(server.url + open.url)).toBe(404);
    const invited = await server.withRole('speaker');
    const { replay } = await replayFor(invited, rallyId);
    expect(await status(server.url + replay!.url)).toBe(200);
    await recording.publish(false);
    expect(await status(server.url + replay!.url)).toBe(404);
    await recording.publish(true);
    await organiser.patch(`/api/rallies/${rallyId}`, { watchAudience: 'everyone' });
    expect(await status(server.url + open.url)).toBe(200);
  });

  it('is there after a restart, and is served by its new addresses alone', async () => {
    const { replay } = await replayFor(viewer, rallyId);
    await server.restart();
    const { url, chapters, seconds } = replay!;
    expect((await replayFor(viewer, rallyId)).replay).toMatchObject({ url, chapters, seconds });
    expect(await status(server.url + replay!.url)).toBe(200);
    expect(await status(`${server.url}/hls/${rallyId}/master.m3u8`)).toBe(404);
  });

  it('is trimmed to the second, keeps the rest until that is confirmed, and loses it then', async () => {
    const { from, to, seconds } = await recording.view();
    const cut = [Date.parse(from!) + 2000, Date.parse(to!) - 2000].map((at) => new Date(at).toISOString());
    const all = await addressesIn(server.url + (await replayFor(viewer, rallyId)).replay!.url.replace('master', 'low'));
    await expect(recording.trim(to, null)).rejects.toMatchObject({ code: 'recording-cut' });
    const trimmed = await recording.trim(cut[0]!, cut[1]!);
    expect(trimmed.trim).toEqual({ from: cut[0], to: cut[1] });
    expect(trimmed).toMatchObject({ from, to });
    const { replay } = await replayFor(viewer, rallyId);
    expect(Math.abs(Date.parse(replay!.from) - Date.parse(cut[0]!))).toBeLessThanOrEqual(1050);
    expect(Math.abs(Date.parse(replay!.to) - Date.parse(cut[1]!))).toBeLessThanOrEqual(1050);
    const shown = await addressesIn(server.url + replay!.url.replace('master', 'low'));
    const hidden = all.filter((url) => !shown.includes(url));
    expect(hidden.length).toBeGreaterThan(1);
    for (const url of hidden) expect(await status(url)).toBe(404);
    const preview = server.url + trimmed.previewUrl!.replace('master', 'low');
    expect((await addressesIn(preview)).length).toBe(all.length);

    expect((await recording.trim(null, null)).seconds).toBe(seconds);
    await recording.trim(cut[0]!, cut[1]!);
    const confirmed = await recording.confirmTrim();
    expect(confirmed.trim).toBeNull();
    expect(confirmed.seconds).toBeLessThan(seconds);
    expect((await addressesIn(server.url + confirmed.previewUrl!.replace('master', 'low'))).length).toBe(shown.length);
    const { seconds: left } = await decoded('cut.mp4', await recording.download());
    expect(Math.abs(left - confirmed.seconds)).toBeLessThan(1);
  });

  it('is deleted when it is due, not before its organisers were warned, and the list says so', async () => {
    const retention = server.get(Retention);
    const due = Date.now() + 2 * dayMs;
    expect(await recording.retain(new Date(due).toISOString())).toMatchObject({ warned: false });
    await retention.sweep(due + dayMs);
    expect(await recording.reaches('ready')).toMatchObject({ warned: true, published: true });
    await retention.sweep(due + dayMs + 1000);
    expect((await recording.view()).state).toBe('ready');
    await retention.sweep(due + 3 * dayMs);
    expect(await recording.view()).toMatchObject({ state: 'deleted', published: false, bytes: 0, previewUrl: null });
    expect((await replayFor(viewer, rallyId)).status).toBe(404);
    expect(await readdir(join(server.dataDir, 'recordings'))).not.toContain(rallyId);
    const acts = await server.sql<{ action: string; actor: string | null }>(
      "select action, actor_id as actor from audit where action like 'recording.%' order by seq",
    );
    expect(acts.map(({ action }) => action)).toEqual([
      'recording.download',
      'recording.unpublish',
      'recording.publish',
      'recording.unpublish',
      'recording.publish',
      'recording.trim',
      'recording.trim',
      'recording.trim',
      'recording.cut',
      'recording.download',
      'recording.retain',
      'recording.warn',
      'recording.expire',
    ]);
    expect(acts.at(-1)?.actor).toBeNull();
  });

  /** What a player gets that plays a playlist to its end. */
  async function read(url: string): Promise<Buffer> {
    const file = join(folder, 'read.ts');
    await run(ffmpeg, [
      '-y',
      '-v',
      'error',
      '-i',
      url,
      '-map',
      '0:v:0',
      '-map',
      '0:a:0',
      '-c',
      'copy',
      '-f',
      'mpegts',
      file,
    ]);
    return readFile(file);
  }
});
