import { randomUUID } from 'node:crypto';
import type { AuditEntryView } from '@sammelan/shared/audit/audit.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { Role } from '@sammelan/shared/access/access.rules.js';
import { GrantsService } from '@sammelan/server/access/grants.service.js';
import { AuditService } from '@sammelan/server/audit/audit.service.js';
import { OrganisationService } from '@sammelan/server/organisation/organisation.service.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

describe('the audit list', () => {
  let server: TestServer;
  let rallyId: string;
  beforeAll(async () => {
    server = await TestServer.start();
    const somebody = await server.somebody();
    rallyId = (await somebody.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
  });
  afterAll(() => server.stop());

  const record = (subject: string, details = {}): Promise<void> =>
    server.get(AuditService).record({
      actor: { identityId: randomUUID(), name: 'Asha' },
      action: 'moderation.ban',
      subject,
      details,
      rallyId,
    });

  it('is read by organisers, newest first, a page at a time', async () => {
    for (let nth = 0; nth < 105; nth++) await record(`person ${nth}`, { nth });
    const organiser = await server.organiser();
    const page = await organiser.get<AuditEntryView[]>(`/api/rallies/${rallyId}/audit`);
    expect(page).toHaveLength(100);
    expect(page[0]).toMatchObject({
      action: 'moderation.ban',
      actorName: 'Asha',
      subject: 'person 104',
      details: { nth: 104 },
    });
    const older = await organiser.get<AuditEntryView[]>(`/api/rallies/${rallyId}/audit?before=${page.at(-1)!.seq}`);
    expect(older.slice(0, 5).map(({ subject }) => subject)).toEqual([4, 3, 2, 1, 0].map((nth) => `person ${nth}`));
  });

  it('keeps what is done to the whole organisation apart', async () => {
    await server.get(AuditService).record({ actor: null, action: 'region.import', subject: '3 regions' });
    const organiser = await server.organiser();
    const entries = await organiser.get<AuditEntryView[]>('/api/audit');
    expect(entries[0]).toMatchObject({ action: 'region.import', actorId: null });
    expect(entries.some(({ action }) => action === 'moderation.ban')).toBe(false);
  });

  it('is searched by each organiser as far as their own area and rallies reach, and no further', async () => {
    const owner = await server.organiser();
    const rallyFor = async (slug: string, regionPath: string): Promise<string> =>
      (await owner.post<RallyView>('/api/rallies', { title: { en: slug }, slug, regionPath })).id;
    const [all, bihar, gaya, patna] = [
      await rallyFor('for-all', '/'),
      await rallyFor('for-bihar', '/BR/'),
      await rallyFor('for-gaya', '/BR/BR-GAYA/'),
      await rallyFor('for-patna', '/BR/BR-PATNA/'),
    ];
    const holder = async (role: Role, regionPath: string, inRally: string | null = null): Promise<TestClient> => {
      const client = await server.somebody();
      await server.get(GrantsService).give({
        identityId: client.identityId,
        name: `A ${role}`,
        organisationId: server.get(OrganisationService).id,
        role,
        rallyId: inRally,
        regionPath,
      });
      return client;
    };
    await owner.post('/api/invites', { role: 'moderator', label: 'Convenors of Gaya', regionPath: '/BR/BR-GAYA/' });
    await owner.post('/api/invites', { role: 'moderator', label: 'Convenors of Patna', regionPath: '/BR/BR-PATNA/' });
    const found = async (client: TestClient): Promise<{ rallies: Set<string | null>; subjects: string[] }> => {
      const entries = await client.get<AuditEntryView[]>('/api/audit/search');
      return { rallies: new Set(entries.map((one) => one.rallyId)), subjects: entries.map(({ subject }) => subject) };
    };
    const state = await found(await holder('state-organiser', '/BR/'));
    expect([...state.rallies]).toEqual(expect.arrayContaining([bihar, gaya, patna]));
    expect(state.subjects).toEqual(expect.arrayContaining(['Convenors of Gaya', 'Convenors of Patna']));
    // The organisation's own acts, and a rally for everywhere, are above them.
    expect(state.rallies).not.toContain(all);
    expect(state.subjects).not.toContain('3 regions');
    const district = await found(await holder('district-organiser', '/BR/BR-GAYA/'));
    expect([...district.rallies].sort()).toEqual([gaya, null].sort());
    expect(district.subjects).toContain('Convenors of Gaya');
    expect(district.subjects).not.toContain('Convenors of Patna');
    // Who has one rally has its own record.
    await expect(found(await holder('producer', '/', patna))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(found(await holder('moderator', '/'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(found(await server.somebody())).rejects.toMatchObject({ code: 'forbidden' });
    expect((await found(owner)).subjects).toContain('3 regions');
  });

  it.each([
    ['changed', "update audit set subject = 'nobody'"],
    ['deleted', 'delete from audit'],
    ['emptied', 'truncate audit'],
  ])('cannot be %s, not even in the database', async (_, sql) => {
    await record('somebody');
    await expect(server.sql(sql)).rejects.toThrow('append-only');
  });
});
