import type { OrganisationView } from '@sammelan/shared/organisation/organisation.dto.js';
import type { AuditEntryView } from '@sammelan/shared/audit/audit.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { demoSlug, TestServer } from '../support/test-server.js';

describe('the organisation’s settings', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  const read = async (): Promise<OrganisationView> =>
    (await (await fetch(`${server.url}/api/organisation`)).json()) as OrganisationView;

  it('are read by anyone, and set by an owner, each change written down', async () => {
    const owner = await server.organiser();
    expect(await read()).toMatchObject({ name: 'Jan Sammelan', accent: null });
    expect((await read()).levels.map(({ en }) => en)).toEqual(['State', 'District', 'Block', 'Panchayat', 'Booth']);
    const levels = [{ en: 'State', hi: 'राज्य' }, { en: 'Constituency', hi: 'विधानसभा' }, { en: 'Booth' }];
    await owner.patch('/api/organisation', { name: 'Kisan Union', accent: '#0b6e69', levels });
    expect(await read()).toEqual({ name: 'Kisan Union', accent: '#0b6e69', levels, silence: null, stagePhones: false });
    const rally = await owner.get<RallyView>(`/api/rallies/public/${demoSlug}`);
    expect(rally.organisation).toEqual({ name: 'Kisan Union', accent: '#0b6e69' });
    const [entry] = await owner.get<AuditEntryView[]>('/api/audit');
    expect(entry).toMatchObject({ action: 'organisation.edit', subject: 'Kisan Union' });
    await owner.patch('/api/organisation', { accent: null });
    expect(await read()).toMatchObject({ name: 'Kisan Union', accent: null });
  });

  it('take no accent that cannot be read, and say which one would do', async () => {
    const owner = await server.organiser();
    const before = await read();
    await expect(owner.patch('/api/organisation', { accent: '#ff9933' })).rejects.toMatchObject({
      code: 'invalid-payload',
      details: { fields: { accent: [expect.stringMatching(/#[0-9a-f]{6} would do/) as string] } },
    });
    expect(await read()).toEqual(before);
  });

  it('outlast a restart', async () => {
    const owner = await server.organiser();
    await owner.patch('/api/organisation', { name: 'Mazdoor Sabha' });
    await server.stop({ keepData: true });
    server = await TestServer.start({ DATA_DIR: server.dataDir });
    expect(await read()).toMatchObject({ name: 'Mazdoor Sabha' });
  });
});
