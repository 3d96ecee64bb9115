import { eventually } from '../support/eventually.js';
import { Nginx } from '../support/nginx.js';
import { demoSlug, openSession } from '../support/people.js';
import { ServerProcess } from '../support/server-process.js';
import { TestClient } from '../support/test-client.js';

/** The slate goes out as HLS, through nginx. */
describe('nginx in front of the server', () => {
  let server: ServerProcess;
  let nginx: Nginx;
  let producer: TestClient;
  let folder: string;

  const get = (name: string, headers: Record<string, string> = {}) =>
    fetch(`${nginx.url}${folder}/${name}`, { headers });
  const cached = (response: Response) => response.headers.get('x-cache');
  const newest = async (name: string) =>
    (await (await get(name)).text())
      .split('\n')
      .filter((line) => line.endsWith('.m4s'))
      .at(-1);

  beforeAll(async () => {
    server = await ServerProcess.start({ FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg' });
    nginx = await Nginx.inFrontOf(server.url);
    producer = await server.withLink((await server.demoLinks()).organise);
    const { id } = await producer.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    folder = `/hls/${id}`;
    await producer.send('rally:move', { to: 'live' });
    await eventually(async () => (await get('voice.m3u8')).ok, 'something goes out', 40_000, 500);
  }, 120_000);
  afterAll(async () => {
    producer?.close();
    await nginx?.stop();
    await server?.stop();
  });

  test('asks the server once for a segment that two hundred ask for at once', async () => {
    const name = (await newest('mid.m3u8'))!;
    const answers = await Promise.all(Array.from({ length: 200 }, () => get(name)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers.filter((answer) => cached(answer) === 'MISS')).toHaveLength(1);
    expect(cached(await get(`${name}?of-no-use=1`))).toBe('HIT');
  });

  test('keeps one copy of a playlist, for those who take gzip and those who do not', async () => {
    const encoding = async (accepted: string) =>
      (await get('master.m3u8', { 'accept-encoding': accepted })).headers.get('content-encoding');
    expect(await encoding('gzip')).toBe('gzip');
    expect(await encoding('identity')).toBeNull();
    expect(await (await get('master.m3u8')).text()).toMatch(/^#EXTM3U/);
    expect((await get('master.m3u8')).headers.get('content-type')).toContain('mpegurl');
  });

  test('has new playlists as they come', async () => {
    const before = await newest('voice.m3u8');
    await eventually(async () => (await newest('voice.m3u8')) !== before, 'the next segment is listed', 20_000, 500);
  });

  test('passes live sockets and the API on', async () => {
    const viewer = new TestClient(nginx.url);
    await openSession(viewer);
    await viewer.enter(demoSlug);
    expect(await viewer.send('stream:find', {})).toMatchObject({ liveUrl: `${folder}/master.m3u8` });
    viewer.close();
  });

  test('serves what it has while the server is away', async () => {
    const name = (await newest('mid.m3u8'))!;
    await (await get(name)).arrayBuffer();
    await server.kill();
    const [segment, playlist] = [await get(name), await get('mid.m3u8')];
    expect([segment.status, cached(segment)]).toEqual([200, 'HIT']);
    expect(playlist.status).toBe(200);
    expect(await playlist.text()).toContain(name);
  });
});
