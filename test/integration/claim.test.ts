import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MeView, RedeemedView } from '@sammelan/shared/auth/auth.dto.js';
import type { AuditEntryView } from '@sammelan/shared/audit/audit.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { TestClient } from '../support/test-client.js';
import { eventually } from '../support/eventually.js';
import { TestServer } from '../support/test-server.js';

describe('claiming an empty deployment', () => {
  const claim = (client: TestClient, url: string, organisationName = 'Kisan Union'): Promise<RedeemedView> =>
    client.post('/api/auth/claim', { token: new URL(url).hash.slice(1), organisationName, name: 'Asha' });

  it('starts without a demo, and is owned by whoever opens the printed link first', async () => {
    const server = await TestServer.start({ DEMO: '0' });
    try {
      expect(server.claimUrl).toMatch(new RegExp(`^${server.url}/claim#[\\w-]{43}$`));
      expect(await server.sql('select 1 from rallies')).toEqual([]);
      const [first, second] = [await server.somebody(), await server.somebody()];
      const results = await Promise.allSettled([claim(first, server.claimUrl!), claim(second, server.claimUrl!)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(results.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'claim-used' } });

      const owner = results[0]!.status === 'fulfilled' ? first : second;
      const me = await owner.get<MeView>('/api/auth/me');
      expect(me.grants).toMatchObject([{ role: 'owner', rallyId: null, regionPath: '/' }]);
      expect(await owner.get('/api/organisation')).toMatchObject({ name: 'Kisan Union' });
      const rally = await owner.post<RallyView>('/api/rallies', { title: { en: 'First rally' } });
      expect(rally.organisation.name).toBe('Kisan Union');
      expect((await owner.get<AuditEntryView[]>('/api/audit')).map(({ action }) => action)).toContain('auth.claim');
    } finally {
      await server.stop();
    }
  });

  it('prints a new link at each start until it is claimed, keeps no token, and voids the link before', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sammelan-claim-'));
    const start = (): Promise<TestServer> => TestServer.start({ DEMO: '0', DATA_DIR: dataDir });
    const first = await start();
    const before = first.claimUrl!;
    const dump = JSON.stringify(await first.sql('select * from claims'));
    expect(dump).not.toContain(new URL(before).hash.slice(1));
    await first.stop({ keepData: true });

    const second = await start();
    expect(second.claimUrl).not.toBe(before);
    const somebody = await second.somebody();
    await expect(claim(somebody, before)).rejects.toMatchObject({ code: 'claim-used' });
    await expect(claim(somebody, `${second.url}/claim#${'A'.repeat(43)}`)).rejects.toMatchObject({
      code: 'claim-used',
    });
    expect(await claim(somebody, second.claimUrl!)).toMatchObject({ granted: true, role: 'owner', rallySlug: null });
    await second.stop({ keepData: true });

    const third = await start();
    expect(third.claimUrl).toBeNull();
    await third.stop();
  });

  it('is done again by a link that the server’s own command prints, for an owner who has lost the way in', async () => {
    const server = await TestServer.start({ DEMO: '0', PORT: '0' });
    const command = new URL('../../server/dist/auth/restore-owner.command.js', `file://${__dirname}/`).pathname;
    const restore = async (...args: string[]): Promise<{ url: string; said: string }> => {
      const env = {
        ...process.env,
        DATA_DIR: server.dataDir,
        PUBLIC_URL: server.url,
        DATABASE_URL: server.databaseUrl,
      };
      const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], { env });
      return { url: stdout.trim().split('\n').at(-1)!, said: stdout };
    };
    const isOwner = async (client: TestClient): Promise<boolean> =>
      (await client.get<MeView>('/api/auth/me')).grants.some(({ role }) => role === 'owner');
    try {
      const [lost, again, thief] = [await server.somebody(), await server.somebody(), await server.somebody()];
      await claim(lost, server.claimUrl!);
      const earlier = await restore();
      const { url } = await restore();
      await expect(claim(thief, earlier.url)).rejects.toMatchObject({ code: 'claim-used' });
      // Called as before, though an owner has that name.
      await claim(again, url);
      expect([await isOwner(lost), await isOwner(again)]).toEqual([true, true]);
      await expect(claim(thief, url)).rejects.toMatchObject({ code: 'claim-used' });

      const instead = await restore('--end-owners');
      expect(instead.said).toContain('2 owners');
      const third = await server.somebody();
      await claim(third, instead.url);
      // Beside a running server too, which hears of it from the database alone.
      await eventually(
        async () => !(await isOwner(lost)) && !(await isOwner(again)),
        'they are owners no more',
        30_000,
      );
      await server.restart();
      expect([await isOwner(lost), await isOwner(again), await isOwner(third)]).toEqual([false, false, true]);
      const acts = (await third.get<AuditEntryView[]>('/api/audit')).map(({ action }) => action);
      expect(acts.filter((action) => action === 'auth.restore')).toHaveLength(3);
      expect(await third.post('/api/audit/verification', {})).toMatchObject({ ok: true });
    } finally {
      await server.stop();
    }
  });
});
