import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { GrantsService } from '@sammelan/server/access/grants.service.js';
import { OrganisationService } from '@sammelan/server/organisation/organisation.service.js';
import type { Role } from '@sammelan/shared/access/access.rules.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const gaya = '/BR/BR-GAYA/';
const patna = '/BR/BR-PATNA/';

describe('powers by region', () => {
  let server: TestServer;
  let owner: TestClient;
  let rallyId: string;
  beforeAll(async () => {
    server = await TestServer.start();
    owner = await server.organiser();
    rallyId = (await owner.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
  });
  afterAll(() => server.stop());

  const holder = async (role: Role, regionPath: string, expiresAt: Date | null = null): Promise<TestClient> => {
    const client = await server.somebody();
    await server.get(GrantsService).give({
      identityId: client.identityId,
      name: `A ${role}`,
      organisationId: server.get(OrganisationService).id,
      role,
      rallyId: null,
      regionPath,
      expiresAt,
    });
    await client.enter(demoSlug);
    return client;
  };
  const grantOf = async ({ identityId }: TestClient): Promise<GrantView> =>
    (await owner.get<GrantView[]>('/api/grants')).find((one) => one.identityId === identityId)!;

  it('are shown with where they hold, through whom and until when, to those above, within their area', async () => {
    const organiser = await holder('district-organiser', gaya);
    const moderator = await holder('moderator', `${gaya}BR-GAYA-AMAS/`);
    const stranger = await holder('moderator', patna);
    const given = await organiser.post<GrantView>('/api/grants', {
      identityId: moderator.identityId,
      role: 'analyst',
      regionPath: gaya,
      expiresAt: '2031-01-26T10:00:00.000Z',
    });
    expect(given).toMatchObject({
      givenBy: 'A district-organiser',
      regionPath: gaya,
      rally: null,
      expiresAt: '2031-01-26T10:00:00.000Z',
      mayChange: true,
    });
    const list = await organiser.get<GrantView[]>('/api/grants');
    expect(list.every(({ regionPath }) => regionPath.startsWith(gaya))).toBe(true);
    expect(list.find(({ identityId }) => identityId === organiser.identityId)?.mayChange).toBe(false);
    expect(await organiser.get<GrantView[]>('/api/grants?role=analyst')).toMatchObject([{ id: given.id }]);
    expect(await organiser.get(`/api/grants?regionPath=${patna}`)).toEqual([]);
    expect(await organiser.get('/api/grants?search=%25')).toEqual([]);
    // Nobody of another district, no role like one's own, nothing outside one's own area.
    const give = (identityId: string, role: Role, regionPath: string): Promise<GrantView> =>
      organiser.post('/api/grants', { identityId, role, regionPath });
    await expect(give(stranger.identityId, 'speaker', gaya)).rejects.toMatchObject({ code: 'not-found' });
    await expect(give(moderator.identityId, 'speaker', patna)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(give(moderator.identityId, 'district-organiser', gaya)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(give(organiser.identityId, 'moderator', gaya)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(organiser.delete(`/api/grants/${(await grantOf(stranger)).id}`)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await organiser.delete(`/api/grants/${given.id}`);
    expect((await moderator.send('access:me', {})).grants).toHaveLength(1);
  });

  it('are not given for longer than the giver has them, and end by themselves on a live socket', async () => {
    const organiser = await holder('district-organiser', gaya, new Date('2030-01-01T00:00:00Z'));
    const moderator = await holder('moderator', gaya, new Date(Date.now() + 1500));
    const given = await organiser.post<GrantView>('/api/grants', {
      identityId: moderator.identityId,
      role: 'speaker',
      regionPath: gaya,
    });
    expect(given.expiresAt).toBe('2030-01-01T00:00:00.000Z');
    await expect(moderator.send('moderation:list', {})).resolves.toEqual([]);
    moderator.forget();
    await moderator.waitFor('access:changed');
    await expect(moderator.send('moderation:list', {})).rejects.toMatchObject({ code: 'forbidden' });
    const longer = await organiser.fetch(`/api/grants/${given.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ expiresAt: '2029-01-01T00:00:00.000Z' }),
    });
    expect(await longer.json()).toMatchObject({ expiresAt: '2029-01-01T00:00:00.000Z' });
  });

  it('taken away, take rooms, events and commands with them at once', async () => {
    const moderator = await holder('moderator', gaya);
    await moderator.send('chat:enter', { room: 'region', key: gaya });
    await moderator.send('attendance:tree', { parentPath: gaya });
    const started = performance.now();
    await owner.delete(`/api/grants/${(await grantOf(moderator)).id}`);
    await moderator.waitFor('access:changed');
    const tookMs = performance.now() - started;
    await expect(moderator.send('chat:enter', { room: 'region', key: gaya })).rejects.toMatchObject({
      code: 'forbidden',
    });
    moderator.forget();
    const citizen = await server.viewer('BR-GAYA');
    await citizen.send('chat:enter', { room: 'region' });
    const text = 'For Gaya alone';
    await citizen.send('chat:send', { room: 'region', clientId: crypto.randomUUID(), text });
    await citizen.waitFor('chat:posted');
    await owner.send('rally:notice', { text: 'We begin' });
    await moderator.waitFor('rally:changed');
    expect(moderator.events('chat:posted')).toEqual([]);
    process.stdout.write(`taken away on the live socket after ${Math.round(tookMs)} ms\n`);
  });

  it('of a district organiser make rallies of the district, those of an analyst show its figures', async () => {
    const organiser = await holder('district-organiser', gaya);
    const make = (regionPath: string): Promise<RallyView> =>
      organiser.post('/api/rallies', { title: { en: 'Ours' }, regionPath });
    await expect(make(`${gaya}BR-GAYA-AMAS/`)).resolves.toMatchObject({ state: 'draft' });
    await expect(make('/BR/')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(make(patna)).rejects.toMatchObject({ code: 'forbidden' });
    await server.viewer('BR-GAYA-AMAS');
    await server.viewer('BR-PATNA');
    const analyst = await holder('analyst', `${gaya}BR-GAYA-AMAS/`);
    await expect(analyst.send('attendance:tree', { parentPath: gaya })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(analyst.send('attendance:tree', { parentPath: `${gaya}BR-GAYA-AMAS/` })).resolves.toBeTruthy();
    const csv = await (await analyst.fetch(`/api/rallies/${rallyId}/attendance.csv`)).text();
    expect(csv).toContain('BR-GAYA-AMAS');
    expect(csv.trim().split('\n')).toHaveLength(2);
    const sessions = await (await analyst.fetch(`/api/rallies/${rallyId}/attendance/sessions.csv`)).text();
    expect(sessions).not.toContain('BR-PATNA');
    await expect(analyst.send('moderation:list', {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});
