import { randomUUID } from 'node:crypto';
import type { AuditEntryView } from '@sammelan/shared/audit/audit.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { AuditService } from '@sammelan/server/audit/audit.service.js';
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

  it.each([
    ['changed', "update audit set subject = 'nobody'"],
    ['deleted', 'delete from audit'],
    ['emptied', 'truncate audit'],
  ])('cannot be %s, not even in the database', async (_, sql) => {
    await record('somebody');
    await expect(server.sql(sql)).rejects.toThrow('append-only');
  });
});
