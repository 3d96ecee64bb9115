import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RedeemedView, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import type { AttendanceView } from '@sammelan/shared/attendance/attendance.dto.js';
import { eventually } from '../support/eventually.js';
import { ServerProcess } from '../support/server-process.js';
import { TestClient } from '../support/test-client.js';
import { demoSlug } from '../support/test-server.js';

const regions = ['BR-GAYA', 'BR-GAYA-BODH-GAYA', 'BR-PATNA', undefined];

describe('attendance and a server that is killed', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await ServerProcess.start();
  });
  afterAll(() => server.stop());

  it('counts people, not visits, after they are back; and leaves no ghosts', async () => {
    const enter = async (session: SessionView, region?: string): Promise<TestClient> => {
      const client = new TestClient(server.url);
      client.use(session);
      await client.enter(demoSlug, region);
      return client;
    };
    const session = (): Promise<SessionView> =>
      new TestClient(server.url).post<SessionView>('/api/auth/session', { deviceId: randomUUID() });
    const links = await eventually(() => server.demoLinks().catch(() => null), 'the demo is there');
    const desk = new TestClient(server.url);
    desk.use(await session());
    const redeemed = await desk.post<RedeemedView>('/api/auth/redeem', {
      token: new URL(links.organise).hash.slice(1),
    });
    let organiser = await enter(redeemed.session);

    const people = await Promise.all(
      Array.from({ length: 24 }, async (_, n) => {
        const own = await session();
        const region = regions[n % regions.length];
        return { own, region, client: await enter(own, region) };
      }),
    );
    const count = (client: TestClient): Promise<AttendanceView> => client.send('attendance:now', {});
    expect(await count(organiser)).toMatchObject({ now: 24, peak: 24, total: 24 });
    // Stored within a second, and so is the heartbeat.
    await sleep(2500);
    await server.kill();
    const killedAt = Date.now();
    for (const { client } of people) client.close();
    organiser.close();
    await server.restart();

    organiser = await enter(redeemed.session);
    expect(await count(organiser)).toMatchObject({ now: 0, peak: 24, total: 24 });
    const back = await Promise.all(people.slice(0, 16).map(({ own, region }) => enter(own, region)));
    const newcomers = await Promise.all([1, 2, 3, 4].map(async () => enter(await session(), 'BR-GAYA')));
    expect(await count(organiser)).toMatchObject({ now: 20, peak: 24, total: 28 });
    const { parent, rows } = await organiser.send('attendance:tree', { parentPath: '/BR/' });
    expect(parent).toMatchObject({ now: 16, peak: 18, total: 22 });
    expect(rows.find(({ code }) => code === 'BR-GAYA')).toMatchObject({ now: 12, peak: 12, total: 16 });
    expect(rows.find(({ code }) => code === 'BR-PATNA')).toMatchObject({ now: 4, peak: 6, total: 6 });

    const rally = await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    const sessions = async (): Promise<string[][]> => {
      const response = await organiser.fetch(`/api/rallies/${rally.id}/attendance/sessions.csv`);
      return (await response.text())
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(','));
    };
    // Whoever is back goes on with the session they had; the others' end at the last heartbeat: a second or two before the
    // kill, never after.
    const lines = await eventually(
      async () => {
        const found = await sessions();
        return found.length === 28 && found.filter(([, , , , , , left]) => left === '').length === 20 ? found : null;
      },
      'one session a person, open for those who are there',
      30_000,
      250,
    );
    const joinedBefore = lines.filter(([, , , , , joined]) => Date.parse(joined!) < killedAt);
    expect(joinedBefore).toHaveLength(24);
    const ended = lines.filter(([, , , , , , left]) => left !== '');
    expect(ended).toHaveLength(8);
    for (const [, , , , , , left] of ended) {
      expect(Date.parse(left!)).toBeLessThanOrEqual(killedAt);
      expect(Date.parse(left!)).toBeGreaterThan(killedAt - 5000);
    }

    // An orderly stop splits nobody's session either.
    const before = new Set(lines.map(([viewer, , , , , joined]) => `${viewer} ${joined}`));
    await server.end();
    for (const client of [...back, ...newcomers, organiser]) client.close();
    await server.restart();
    organiser = await enter(redeemed.session);
    const again = await Promise.all(people.slice(0, 16).map(({ own, region }) => enter(own, region)));
    await eventually(
      async () => {
        const found = await sessions();
        const open = found.filter(([, , , , , , left]) => left === '');
        return open.length === 16 && open.every(([viewer, , , , , joined]) => before.has(`${viewer} ${joined}`));
      },
      'sessions go on after an orderly restart',
      30_000,
      250,
    );
    for (const client of [...again, organiser]) client.close();
  });
});
