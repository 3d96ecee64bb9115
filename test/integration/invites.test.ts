import type { MeView, RedeemedView, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import type { AuditEntryView } from '@sammelan/shared/audit/audit.dto.js';
import type { CreateInviteDto, InviteView } from '@sammelan/shared/invites/invites.dto.js';
import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { GrantsService } from '@sammelan/server/access/grants.service.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

describe('invites and grants', () => {
  let server: TestServer;
  let owner: TestClient;
  let rallyId: string;
  beforeAll(async () => {
    server = await TestServer.start();
    owner = await server.organiser();
    rallyId = (await owner.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
  });
  afterAll(() => server.stop());

  const invite = (by: TestClient, dto: Partial<CreateInviteDto>): Promise<InviteView> =>
    by.post(`/api/rallies/${rallyId}/invites`, { role: 'moderator', label: 'Block convenors', ...dto });
  const redeem = (client: TestClient, { url }: { url: string }, name?: string): Promise<RedeemedView> =>
    client.post('/api/auth/redeem', { token: new URL(url).hash.slice(1), ...(name ? { name } : {}) });

  it('has its token in the fragment, where servers and previews do not see it', async () => {
    const { url } = await invite(owner, {});
    expect(new URL(url).pathname).toBe('/join');
    expect(new URL(url).hash.length).toBeGreaterThan(100);
    expect((await fetch(url)).status).not.toBe(500);
    expect(await server.sql('select used from invites where label = $1 and used > 0', ['Block convenors'])).toEqual([]);
  });

  it('gives the role it says to as many people as it says, however many come at once', async () => {
    const link = await invite(owner, { quota: 3 });
    const people = await Promise.all(Array.from({ length: 8 }, () => server.somebody()));
    const redeemed = await Promise.all(people.map((person) => redeem(person, link)));
    expect(redeemed.filter(({ granted }) => granted)).toHaveLength(3);
    expect(new Set(redeemed.filter(({ granted }) => !granted).map(({ reason }) => reason))).toEqual(
      new Set(['invite-used-up']),
    );
    const [stored] = await server.sql<{ used: number }>('select used from invites where id = $1', [link.id]);
    expect(stored).toEqual({ used: 3 });
    const again = await redeem(people[redeemed.findIndex(({ granted }) => granted)]!, link);
    expect(again.granted).toBe(true);
  });

  it('goes by the name one gives, else by what the maker called the link', async () => {
    const link = await invite(owner, { quota: 2 });
    expect((await redeem(await server.somebody(), link, ' Sunita ')).session.name).toBe('Sunita');
    expect((await redeem(await server.somebody(), link)).session.name).toBe('Block convenors');
  });

  it('falls back to watching once revoked or expired', async () => {
    const revoked = await invite(owner, {});
    await owner.delete(`/api/rallies/${rallyId}/invites/${revoked.id}`);
    const expired = await invite(owner, { expiresAt: new Date(Date.now() + 400).toISOString() });
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const [link, reason] of [
      [revoked, 'invite-revoked'],
      [expired, 'invite-expired'],
    ] as const) {
      const somebody = await server.somebody();
      expect(await redeem(somebody, link)).toMatchObject({
        granted: false,
        role: 'viewer',
        reason,
        rallySlug: demoSlug,
      });
      expect((await somebody.get<MeView>(`/api/auth/me?rally=${rallyId}`)).grants).toEqual([]);
    }
  });

  it('carries a viewer’s region', async () => {
    const link = await invite(owner, { role: 'viewer', regionPath: '/BR/BR-GAYA/' });
    const viewer = await server.somebody();
    expect(await redeem(viewer, link)).toMatchObject({ granted: true, role: 'viewer', regionCode: 'BR-GAYA' });
    expect(await server.sql('select 1 from grants where member_id = $1', [viewer.identityId])).toEqual([]);
  });

  it.each([
    ['a role that is none', { role: 'king' as 'owner' }, 'invalid-payload'],
    ['no quota', { quota: 0 }, 'invalid-payload'],
    ['a quota of nothing', { quota: null as unknown as number }, 'invalid-payload'],
    ['an expiry in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'invalid-payload'],
    ['a region that is not there', { regionPath: '/XX/' }, 'region-unknown'],
    ['a blank label', { label: '   ' }, 'invalid-payload'],
  ])('is not made with %s', async (_, dto, code) => {
    await expect(invite(owner, dto)).rejects.toMatchObject({ code });
  });

  it('is made only for lower roles, in one’s own subtree and rally', async () => {
    const producer = await server.withRole('producer', '/BR/BR-GAYA/');
    const moderator = await server.withRole('moderator');
    const inGaya = { regionPath: '/BR/BR-GAYA/BR-GAYA-AMAS/' };
    await expect(invite(producer, { role: 'moderator', ...inGaya })).resolves.toMatchObject(inGaya);
    for (const dto of [
      { role: 'moderator' as const },
      { role: 'moderator' as const, regionPath: '/BR/BR-PATNA/' },
      { role: 'producer' as const, ...inGaya },
      { role: 'owner' as const, ...inGaya },
    ]) {
      await expect(invite(producer, dto)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(invite(moderator, { role: 'speaker' })).rejects.toMatchObject({ code: 'forbidden' });
    const other = await owner.post<RallyView>('/api/rallies', { title: { en: 'Another rally' } });
    await expect(
      producer.post(`/api/rallies/${other.id}/invites`, { role: 'moderator', label: 'Convenors', ...inGaya }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(producer.post('/api/invites', { role: 'moderator', label: 'Convenors' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('gives roles over the whole organisation from its own list', async () => {
    const link = await owner.post<InviteView>('/api/invites', { role: 'state-organiser', label: 'Rally team' });
    const producer = await server.somebody();
    const redeemed = await redeem(producer, link);
    expect(redeemed).toMatchObject({ granted: true, role: 'state-organiser', rallySlug: null });
    await expect(producer.post('/api/rallies', { title: { en: 'Ours' } })).resolves.toMatchObject({ state: 'draft' });
    const grants = await owner.get<GrantView[]>('/api/grants');
    expect(grants).toContainEqual(
      expect.objectContaining({ identityId: producer.identityId, role: 'state-organiser', inviteLabel: 'Rally team' }),
    );
  });

  it('takes a role away at once, on the live socket too, and the old link does not bring it back', async () => {
    const link = await invite(owner, { role: 'producer' });
    const producer = await server.withLink(link.url);
    producer.use(await producer.post<SessionView>('/api/auth/name', { name: 'Producer' }));
    await expect(producer.send('rally:notice', { text: 'Namaste' })).resolves.toBeTruthy();
    const grants = await owner.get<GrantView[]>(`/api/rallies/${rallyId}/grants`);
    const { id } = grants.find(({ identityId }) => identityId === producer.identityId)!;

    const moderator = await server.withRole('moderator');
    await expect(moderator.delete(`/api/rallies/${rallyId}/grants/${id}`)).rejects.toMatchObject({ code: 'forbidden' });
    const peer = await server.withRole('producer');
    await expect(peer.delete(`/api/rallies/${rallyId}/grants/${id}`)).rejects.toMatchObject({ code: 'forbidden' });

    await owner.delete(`/api/rallies/${rallyId}/grants/${id}`);
    await producer.waitFor('access:changed');
    await expect(producer.send('rally:notice', { text: 'Still here?' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(producer.get(`/api/rallies/${rallyId}`)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await producer.send('access:me', {})).grants).toEqual([]);
    expect(await redeem(producer, link)).toMatchObject({ granted: false, role: 'viewer', reason: 'invite-revoked' });
    expect(producer.connected).toBe(true);
    await expect(owner.delete(`/api/rallies/${rallyId}/grants/${id}`)).rejects.toMatchObject({ code: 'not-found' });
    const audit = await owner.get<AuditEntryView[]>(`/api/rallies/${rallyId}/audit`);
    expect(audit[0]).toMatchObject({ action: 'grant.revoke', subject: 'Producer' });
  });

  it('never leaves the organisation without an owner', async () => {
    for (const { id, identityId } of await owner.get<GrantView[]>('/api/grants?role=owner')) {
      if (identityId !== owner.identityId) await server.get(GrantsService).revoke(id, owner.identityId);
    }
    const second = await server.owner();
    const grants = await owner.get<GrantView[]>('/api/grants?role=owner');
    const mine = grants.find(({ identityId }) => identityId === owner.identityId)!;
    const theirs = grants.find(({ identityId }) => identityId === second.identityId)!;
    // An equal is not to be dismissed; one's own role one may lay down.
    await expect(owner.delete(`/api/grants/${theirs.id}`)).rejects.toMatchObject({ code: 'forbidden' });
    await second.delete(`/api/grants/${theirs.id}`);
    await expect(owner.delete(`/api/grants/${mine.id}`)).rejects.toMatchObject({ code: 'last-owner' });
    await expect(second.get('/api/grants')).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('keeps its reach when its region moves', async () => {
    const producer = await server.withRole('producer', '/BR/BR-GAYA/BR-GAYA-AMAS/');
    const mapping = JSON.stringify({
      levels: [
        { level: 1, codeColumn: 'district' },
        { level: 2, codeColumn: 'block' },
      ],
    });
    const response = await owner.fetch(`/api/regions/import?mapping=${encodeURIComponent(mapping)}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: 'district,block\nBR-PATNA,BR-GAYA-AMAS\n',
    });
    expect(await response.json()).toMatchObject({ updated: 1 });
    expect((await producer.send('access:me', {})).grants[0]).toMatchObject({
      regionPath: '/BR/BR-PATNA/BR-GAYA-AMAS/',
    });
    expect(await server.sql("select 1 from invites where region_path like '%GAYA/BR-GAYA-AMAS/'")).toEqual([]);
  });
});
