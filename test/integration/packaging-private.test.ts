import type { StreamView } from '@sammelan/shared/packaging/packaging.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { HlsSignature, windowMs } from '@sammelan/server/packaging/hls-signature.js';
import { Vault } from '@sammelan/server/vault/vault.js';
import { eventually } from '../support/eventually.js';
import { demoSlug } from '../support/people.js';
import type { TestClient } from '../support/test-client.js';
import { TestServer } from '../support/test-server.js';

/** The slate goes out as HLS, for the invited only. */
describe('a private rally', () => {
  let server: TestServer;
  let organiser: TestClient;
  let outsider: TestClient;
  let guest: TestClient;
  let rallyId: string;
  let stream: StreamView;
  let segment: string;

  const edit = (dto: object) => organiser.patch<RallyView>(`/api/rallies/${rallyId}`, dto);
  const get = (path: string) => fetch(new URL(path, server.url));
  const refusal = async (path: string) => {
    const response = await get(path);
    return `${response.status} ${((await response.json()) as { error?: { code?: string } }).error?.code}`;
  };
  const plain = (path: string) => path.replace(/\/~[^/]+/, '');
  const signedBy = (part: string, path: string) => path.replace(/~[^/]+/, part);

  beforeAll(async () => {
    server = await TestServer.start({ FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg' });
    organiser = await server.organiser();
    rallyId = (await organiser.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
    outsider = await server.viewer();
    const invite = await organiser.post<{ url: string }>(`/api/rallies/${rallyId}/invites`, {
      role: 'viewer',
      label: 'Delegates',
    });
    guest = await server.withLink(invite.url);
    await edit({ watchAudience: 'invited' });
    await organiser.send('rally:move', { to: 'live' });
    stream = await eventually(
      async () => {
        const found = await guest.send('stream:find', {});
        return found.liveUrl ? found : undefined;
      },
      'something goes out',
      40_000,
      250,
    );
    const playlist = await (await get(new URL('mid.m3u8', new URL(stream.liveUrl!, server.url)).pathname)).text();
    segment = `${stream.liveUrl!.replace('master.m3u8', '')}${playlist.split('\n').find((line) => line.endsWith('.m4s'))}`;
  }, 90_000);
  afterAll(() => server.stop());

  it('sends home whoever was not invited, and shows them nothing any more', async () => {
    await outsider.waitFor('access:ended', ({ reason }) => reason === 'rally-private');
    await expect(outsider.enter(demoSlug)).rejects.toMatchObject({ code: 'rally-private' });
    for (const path of [`/api/rallies/public/${demoSlug}`, `/api/rallies/${rallyId}/stream`])
      await expect(outsider.get(path)).rejects.toMatchObject({ code: 'rally-private' });
    const listed = await outsider.get<RallyView[]>('/api/rallies/public');
    expect(listed.map(({ id }) => id)).not.toContain(rallyId);
    expect(await guest.get<RallyView>(`/api/rallies/public/${demoSlug}`)).toMatchObject({ id: rallyId });
    expect(await guest.get<StreamView>(`/api/rallies/${rallyId}/stream`)).toMatchObject({ liveUrl: stream.liveUrl });
  });

  it('gives its invited one address for all, good for all below it, kept no longer than it is good', async () => {
    expect((await organiser.send('stream:find', {})).liveUrl).toBe(stream.liveUrl);
    for (const path of [stream.liveUrl, stream.fullUrl, stream.voiceUrl, stream.slideUrl, segment])
      expect([path, (await get(path!)).status]).toEqual([path, 200]);
    const [, seconds] = /max-age=(\d+)/.exec((await get(segment)).headers.get('cache-control') ?? '') ?? [];
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(Number(seconds) * 1000).toBeLessThanOrEqual(2 * windowMs);
  });

  it('refuses addresses that are not signed, forged, expired or signed for another rally', async () => {
    const own = new HlsSignature(server.get(Vault).secrets('hls signature'));
    const forged = new HlsSignature([Buffer.alloc(32)]);
    const now = Date.now();
    for (const path of [stream.liveUrl!, stream.fullUrl!, stream.voiceUrl!, stream.slideUrl!, segment]) {
      for (const wrong of [
        plain(path),
        signedBy(forged.sign(rallyId, now), path),
        signedBy(own.sign(rallyId, now - 2 * windowMs), path),
        signedBy(own.sign('01890000-0000-7000-8000-000000000000', now), path),
        signedBy('~', path),
      ])
        expect([wrong, await refusal(wrong)]).toEqual([wrong, '403 stream-signature']);
      expect((await get(signedBy(own.sign(rallyId, now - windowMs), path))).status).toBe(200);
    }
  });

  it('tells its viewers of the addresses as they are once it is for everyone', async () => {
    await edit({ watchAudience: 'everyone' });
    const { hls } = await guest.waitFor('playback:packaged', ({ hls: told }) => told?.url === plain(stream.liveUrl!));
    expect((await get(hls!.url)).status).toBe(200);
    expect((await get(plain(segment))).headers.get('cache-control')).toMatch(/max-age=31536000, immutable/);
    await outsider.enter(demoSlug);
  });
});
