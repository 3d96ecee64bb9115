import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { eventually } from '../support/eventually.js';
import { demoSlug } from '../support/people.js';
import { S3Store } from '../support/s3-store.js';
import { ServerProcess } from '../support/server-process.js';
import type { TestClient } from '../support/test-client.js';

/** The slate goes out as HLS, copied to an object store that speaks S3. */
describe('a stream that is copied to a bucket', () => {
  let store: S3Store;
  let server: ServerProcess;
  let organiser: TestClient;
  let base: string;
  let rallyId: string;

  const liveUrl = async () => (await organiser.send('stream:find', {})).liveUrl ?? '';
  const inBucket = () => `${base}/${rallyId}/master.m3u8`;
  const text = async (url: string) => {
    const response = await fetch(url);
    expect([url, response.status]).toEqual([url, 200]);
    return response.text();
  };
  const listed = (playlist: string) => [
    ...[...playlist.matchAll(/URI="([^"]+)"/g)].map(([, uri]) => uri!),
    ...playlist.split('\n').filter((line) => line && !line.startsWith('#')),
  ];

  beforeAll(async () => {
    store = await S3Store.open();
    base = store.env['HLS_BASE_URL']!;
    server = await ServerProcess.start({ FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg', ...store.env });
    organiser = await server.withLink((await server.demoLinks()).organise);
    rallyId = (await organiser.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
    await organiser.send('rally:move', { to: 'live' });
  }, 240_000);
  afterAll(async () => {
    organiser?.close();
    await server?.stop();
    await store?.close();
  });

  test('is watched from there once all of it is there, and pages may fetch from there', async () => {
    await eventually(async () => (await liveUrl()) === inBucket(), 'viewers are sent to the bucket', 60_000, 250);
    const policy = (await fetch(server.url)).headers.get('content-security-policy') ?? '';
    for (const directive of ['connect-src', 'media-src'])
      expect(policy).toMatch(new RegExp(`${directive} [^;]*${store.endpoint}`));
    const { stdout } = await promisify(execFile)('ffprobe', [
      ...['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', inBucket()],
    ]);
    expect(stdout).toMatch(/h264/);
    expect(stdout).toMatch(/aac/);
  });

  test('never lists what is not there, and says how long each may be kept', async () => {
    const names = listed(await text(inBucket()));
    expect(names).toEqual(expect.arrayContaining(['audio.m3u8', 'mid.m3u8', 'voice.m3u8']));
    const seen = new Set<string>();
    await eventually(
      async () => {
        for (const name of names) {
          for (const uri of listed(await text(new URL(name, inBucket()).href)).filter((one) => !seen.has(one))) {
            const { status, headers } = await fetch(new URL(uri, inBucket()));
            expect([uri, status, headers.get('cache-control')]).toEqual([
              uri,
              200,
              'public, max-age=31536000, immutable',
            ]);
            seen.add(uri);
          }
        }
        return seen.size > 25;
      },
      'more and more of it',
      60_000,
      200,
    );
    const playlist = await fetch(new URL('mid.m3u8', inBucket()));
    expect(playlist.headers.get('cache-control')).toBe('public, max-age=1');
    expect(playlist.headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
    expect(listed(await text(new URL('full-mid.m3u8', inBucket()).href)).length).toBeGreaterThan(5);
  });

  test('is watched from there by whole segments, also where the rally wants parts: a bucket lets nobody wait', async () => {
    await organiser.patch(`/api/rallies/${rallyId}`, { lowLatency: true });
    const own = async () => text(`${server.url}/hls/${rallyId}/mid.m3u8`);
    await eventually(async () => (await own()).includes('#EXT-X-PART:'), 'the server has parts', 30_000, 250);
    const before = listed(await text(new URL('mid.m3u8', inBucket()).href)).at(-1);
    const copied = async () => text(new URL('mid.m3u8', inBucket()).href);
    await eventually(async () => listed(await copied()).at(-1) !== before, 'the copy goes on', 60_000, 500);
    expect(await copied()).not.toContain('#EXT-X-PART');
    expect(await liveUrl()).toBe(inBucket());
    const args = ['-v', 'error', '-xerror', '-i', inBucket(), '-t', '3', '-f', 'null', '-'];
    expect((await promisify(execFile)('ffmpeg', args)).stderr).toBe('');
    await organiser.patch(`/api/rallies/${rallyId}`, { lowLatency: false });
  }, 150_000);

  test('is watched from the server while the store is away, and from the store again when it is back', async () => {
    await store.end();
    await eventually(
      async () => (await liveUrl()) === `/hls/${rallyId}/master.m3u8`,
      'the server takes over',
      90_000,
      500,
    );
    expect((await fetch(server.url + (await liveUrl()))).status).toBe(200);
    await store.start();
    await eventually(async () => (await liveUrl()) === inBucket(), 'viewers are sent to the bucket again', 90_000, 500);
  });

  test('of a rally for the invited only stays on the server, signed', async () => {
    await organiser.patch(`/api/rallies/${rallyId}`, { watchAudience: 'invited' });
    expect(await liveUrl()).toMatch(/^\/hls\/[^/]+\/~[^/]+\/master\.m3u8$/);
  });

  test('of a rally that is over goes out of the bucket, down to the segments', async () => {
    const segment = '1/mid-0.m4s';
    const gone = async (name: string) => !(await fetch(new URL(name, inBucket()))).ok;
    // Where only the invited may watch, at once.
    await eventually(async () => (await gone('master.m3u8')) && (await gone(segment)), 'taken back', 60_000, 500);
    await organiser.patch(`/api/rallies/${rallyId}`, { watchAudience: 'everyone' });
    await eventually(async () => !(await gone('master.m3u8')), 'copied again', 60_000, 500);
    expect(await gone(segment)).toBe(false);
    await organiser.send('rally:move', { to: 'ended' });
    await eventually(async () => (await gone('master.m3u8')) && (await gone(segment)), 'taken back', 120_000, 500);
  }, 300_000);
});
