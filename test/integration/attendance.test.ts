import { setTimeout as sleep } from 'node:timers/promises';
import type { AttendanceSeriesView, AttendanceTrendsView } from '@sammelan/shared/attendance/attendance.dto.js';
import { eventually } from '../support/eventually.js';
import type { TestClient } from '../support/test-client.js';
import { TestServer } from '../support/test-server.js';

const paths = {
  bihar: '/BR/',
  gaya: '/BR/BR-GAYA/',
  bodhGaya: '/BR/BR-GAYA/BR-GAYA-BODH-GAYA/',
  patna: '/BR/BR-PATNA/',
};

describe('attendance', () => {
  let server: TestServer;
  let organiser: TestClient;
  /** A rally of its own for each test, so that counts begin at nought. */
  let rally: { id: string; slug: string };
  let owner: TestClient;
  beforeAll(async () => {
    server = await TestServer.start();
    owner = await server.owner();
  });
  beforeEach(async () => {
    rally = await owner.post<{ id: string; slug: string }>('/api/rallies', { title: { en: 'Count' } });
    await owner.post(`/api/rallies/${rally.id}/state`, { to: 'open' });
    organiser = await server.somebody();
    organiser.use(owner.session!);
    await organiser.enter(rally.slug);
  });
  afterAll(() => server.stop());

  const viewer = (region?: string): Promise<TestClient> => server.viewer(region, rally.slug);
  const tabOf = async (person: TestClient, region?: string): Promise<TestClient> => {
    const tab = await server.somebody();
    tab.use(person.session!);
    await tab.enter(rally.slug, region);
    return tab;
  };
  /** [now, peak, total] of a region and of its children that anybody was counted in. */
  const tree = async (parentPath: string): Promise<Record<string, number[]>> => {
    const { parent, rows } = await organiser.send('attendance:tree', { parentPath });
    const counted = [parent, ...rows].filter(({ total }) => total > 0);
    return Object.fromEntries(counted.map(({ path, now, peak, total }) => [path, [now, peak, total]]));
  };

  it('is told to viewers with their own region, once a second, only when it changed', async () => {
    const gaya = await viewer('BR-GAYA');
    const bodhGaya = await viewer('BR-GAYA-BODH-GAYA');
    const nowhere = await viewer();
    expect(await gaya.send('attendance:now', {})).toMatchObject({
      now: 3,
      peak: 3,
      total: 3,
      region: { code: 'BR-GAYA', path: paths.gaya, name: { en: 'Gaya', hi: 'गया' }, now: 2 },
    });
    expect((await nowhere.send('attendance:now', {})).region).toBeNull();
    await gaya.waitFor('attendance:counted', ({ now, region }) => now === 3 && region?.now === 2);
    await nowhere.waitFor('attendance:counted', ({ now, region }) => now === 3 && region === null);
    // The desk hears the total too, though it is not counted.
    await organiser.waitFor('attendance:counted', ({ now }) => now === 3);
    await sleep(1500);
    gaya.forget();
    await sleep(1500);
    expect(gaya.events('attendance:counted')).toEqual([]);
    bodhGaya.close();
    await gaya.waitFor('attendance:counted', ({ now, peak, total, region }) => {
      expect({ now, peak, total, region: region?.now }).toEqual({ now: 2, peak: 3, total: 3, region: 1 });
      return true;
    });
  });

  it('comes at most once a second however many come and go', async () => {
    const watcher = await viewer();
    await sleep(1200);
    watcher.forget();
    const began = Date.now();
    while (Date.now() < began + 3000) {
      const [a, b] = await Promise.all([viewer('BR-GAYA'), viewer('BR-PATNA')]);
      a.close();
      await sleep(30);
      b.close();
    }
    const pushes = watcher.events('attendance:counted').length;
    const seconds = (Date.now() - began) / 1000;
    expect(pushes).toBeGreaterThanOrEqual(2);
    expect(pushes).toBeLessThanOrEqual(seconds + 1);
  });

  it('counts at every level of the tree, people and not tabs, where they said they are last', async () => {
    const person = await viewer('BR-GAYA-BODH-GAYA');
    const tabs = await Promise.all([1, 2, 3, 4].map(() => tabOf(person)));
    const other = await viewer('BR-PATNA');
    expect(await tree('/')).toEqual({ '/': [2, 2, 2], [paths.bihar]: [2, 2, 2] });
    expect(await tree(paths.gaya)).toEqual({ [paths.gaya]: [1, 1, 1], [paths.bodhGaya]: [1, 1, 1] });
    // A tab that came without a region is where the person is.
    expect((await tabs[0]!.send('attendance:now', {})).region?.path).toBe(paths.bodhGaya);

    const placed = await tabs[1]!.send('attendance:place', { regionCode: 'BR-PATNA' });
    expect(placed).toMatchObject({ now: 2, total: 2, region: { path: paths.patna, now: 2 } });
    await person.waitFor('attendance:counted', ({ region }) => region?.path === paths.patna);
    expect(await tree(paths.bihar)).toEqual({
      [paths.bihar]: [2, 2, 2],
      [paths.gaya]: [0, 1, 1],
      [paths.patna]: [2, 2, 2],
    });

    person.close();
    for (const tab of tabs.slice(0, 3)) tab.close();
    await sleep(300);
    expect(await tree('/')).toMatchObject({ '/': [2, 2, 2] });
    tabs[3]!.close();
    await eventually(async () => (await tree('/'))['/']![0] === 1, 'the person is gone');
    other.close();
    await eventually(async () => (await tree('/'))['/']![0] === 0, 'nobody is there');
    expect(await tree(paths.bihar)).toMatchObject({ [paths.bihar]: [0, 2, 2] });
  });

  it('pushes to those who look at a region the changes of it and its children, and nothing else', async () => {
    const first = await organiser.send('attendance:tree', { parentPath: paths.bihar });
    expect(first.rows).toHaveLength(38);
    expect(first.rows.find(({ code }) => code === 'BR-GAYA')).toEqual({
      path: paths.gaya,
      code: 'BR-GAYA',
      name: { en: 'Gaya', hi: 'गया' },
      now: 0,
      peak: 0,
      total: 0,
      hasChildren: true,
    });
    const citizen = await viewer('BR-GAYA-BODH-GAYA');
    const { nodes } = await organiser.waitFor('attendance:tree-counted');
    expect(nodes.sort()).toEqual([
      [paths.bihar, 1, 1, 1],
      [paths.gaya, 1, 1, 1],
    ]);
    await organiser.send('attendance:tree', { parentPath: paths.gaya });
    organiser.forget();
    await viewer('BR-PATNA');
    await citizen.send('attendance:place', { regionCode: 'BR-GAYA' });
    await organiser.waitFor('attendance:tree-counted', (count) =>
      count.nodes.some(([path]) => path === paths.bodhGaya),
    );
    const told = organiser.events('attendance:tree-counted').flatMap((count) => count.nodes.map(([path]) => path));
    expect(new Set(told)).toEqual(new Set([paths.bodhGaya]));
    expect(citizen.events('attendance:tree-counted')).toEqual([]);
  });

  it('is shown by region to the desk only, and to a moderator of a subtree in it only', async () => {
    const citizen = await viewer();
    await expect(citizen.send('attendance:tree', { parentPath: '/' })).rejects.toMatchObject({ code: 'forbidden' });
    const moderator = await server.withRole('moderator', paths.gaya);
    await expect(moderator.send('attendance:tree', { parentPath: '/' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(moderator.send('attendance:tree', { parentPath: paths.gaya })).resolves.toBeTruthy();
    for (const path of ['attendance.csv', 'attendance/sessions.csv', 'attendance/series', 'attendance/trends']) {
      expect((await citizen.fetch(`/api/rallies/${rally.id}/${path}`)).status).toBe(403);
    }
    for (const wrong of [{ parentPath: '/BR/ATLANTIS/' }, { parentPath: '/BR-GAYA/' }]) {
      await expect(organiser.send('attendance:tree', wrong)).rejects.toMatchObject({ code: 'region-unknown' });
    }
    for (const wrong of [{ parentPath: 'BR' }, { parentPath: '' }, { parentPath: "/BR'/" }, {}]) {
      await expect(organiser.sendRaw('attendance:tree', wrong)).resolves.toMatchObject({
        error: { code: 'invalid-payload' },
      });
    }
  });

  it('refuses a region that is none, and leaves the viewer where they were', async () => {
    const citizen = await viewer('BR-GAYA');
    await expect(citizen.send('attendance:place', { regionCode: 'ATLANTIS' })).rejects.toMatchObject({
      code: 'region-unknown',
    });
    for (const wrong of [
      { regionCode: 7 },
      { regionCode: '' },
      { regionCode: '../x' },
      { regionCode: 'BR', identityId: 'x' },
    ]) {
      await expect(citizen.sendRaw('attendance:place', wrong)).resolves.toMatchObject({
        error: { code: 'invalid-payload' },
      });
    }
    expect((await citizen.send('attendance:now', {})).region?.path).toBe(paths.gaya);
  });

  it('counts neither the desk nor speakers, and stops counting whoever gets a part', async () => {
    await viewer();
    const invited = await viewer('BR-GAYA');
    expect((await organiser.send('attendance:now', {})).now).toBe(2);
    const invite = await owner.post<{ url: string }>(`/api/rallies/${rally.id}/invites`, {
      role: 'speaker',
      label: 'A speaker',
    });
    await invited.post('/api/auth/redeem', { token: new URL(invite.url).hash.slice(1) });
    await eventually(async () => (await organiser.send('attendance:now', {})).now === 1, 'the speaker is not counted');
    const tab = await tabOf(invited);
    expect((await tab.send('attendance:now', {})).now).toBe(1);
  });

  it('begins when the green room opens and ends with the rally', async () => {
    const later = await owner.post<{ id: string; slug: string }>('/api/rallies', {
      title: { en: 'Later' },
      startsAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await owner.post(`/api/rallies/${later.id}/state`, { to: 'scheduled' });
    const early = await server.viewer('BR-GAYA', later.slug);
    expect(await early.send('attendance:now', {})).toMatchObject({ now: 0, total: 0 });
    await owner.post(`/api/rallies/${later.id}/state`, { to: 'open' });
    await early.waitFor('attendance:counted', ({ now, region }) => now === 1 && region?.now === 1);
    await owner.post(`/api/rallies/${later.id}/state`, { to: 'live' });
    await owner.post(`/api/rallies/${later.id}/state`, { to: 'ended' });
    await early.waitFor('attendance:counted', ({ now, peak, total }) => now === 0 && peak === 1 && total === 1);
    const late = await server.viewer('BR-PATNA', later.slug);
    expect(await late.send('attendance:now', {})).toMatchObject({ now: 0, peak: 1, total: 1 });
    const open = await server.sql('select 1 from attendance_sessions where rally_id = $1 and left_at is null', [
      later.id,
    ]);
    expect(open).toEqual([]);
  });

  it('is stored as sessions that outlast a reload, and exported without saying who they are', async () => {
    const came = performance.now();
    const person = await viewer('BR-GAYA');
    await sleep(1200);
    person.close();
    await sleep(600);
    await person.enter(rally.slug);
    await sleep(600);
    await person.send('attendance:place', { regionCode: 'BR-PATNA' });
    await sleep(600);
    person.close();
    const wentBy = (performance.now() - came) / 1000;
    await viewer();
    const stored = await eventually(async () => {
      const rows = await server.sql<{ path: string; seconds: number | null }>(
        `select region_path as path, extract(epoch from left_at - joined_at)::float8 as seconds from attendance_sessions
         where rally_id = $1 order by joined_at`,
        [rally.id],
      );
      return rows.length === 3 && rows[1]!.seconds !== null ? rows : null;
    }, 'three sessions, two of them ended');
    expect(stored.map(({ path }) => path)).toEqual([paths.gaya, paths.patna, '/']);
    expect(stored[0]!.seconds).toBeGreaterThan(2.3);
    expect(stored[1]!.seconds).toBeGreaterThan(0.5);
    // The end is noticed a moment later.
    expect(stored[0]!.seconds! + stored[1]!.seconds!).toBeLessThan(wentBy + 3);

    const text = await (await organiser.fetch(`/api/rallies/${rally.id}/attendance/sessions.csv`)).text();
    const [head, ...lines] = text
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(head!.join(',')).toContain('viewer,path,code,name,name_hi,joined_at,left_at,seconds');
    expect(lines.map((cells) => cells.slice(1, 5))).toEqual([
      [paths.gaya, 'BR-GAYA', 'Gaya', 'गया'],
      [paths.patna, 'BR-PATNA', 'Patna', 'पटना'],
      ['/', '', '', ''],
    ]);
    expect(lines[0]![0]).toBe(lines[1]![0]);
    expect(lines[0]![0]).not.toBe(lines[2]![0]);
    expect(lines[2]!.slice(6)).toEqual(['', '']);
    expect(text).not.toContain(person.identityId);

    const regions = await (await organiser.fetch(`/api/rallies/${rally.id}/attendance.csv`)).text();
    expect(regions.trim().split('\r\n').slice(1)).toEqual([
      '/,,,,1,1,2',
      '/BR/,BR,Bihar,बिहार,0,1,1',
      `${paths.gaya},BR-GAYA,Gaya,गया,0,1,1`,
      `${paths.patna},BR-PATNA,Patna,पटना,0,1,1`,
    ]);
  });

  it('shows the last half hour of each child that anybody came from, ending with now', async () => {
    await Promise.all([viewer('BR-GAYA'), viewer('BR-GAYA-BODH-GAYA'), viewer('BR-PATNA')]);
    await eventually(async () => (await organiser.send('attendance:now', {})).now === 3, 'three are there');
    const { stepSeconds, rows } = await organiser.get<AttendanceTrendsView>(
      `/api/rallies/${rally.id}/attendance/trends?path=${paths.bihar}`,
    );
    expect(rows.map(({ path, now }) => [path, now.at(-1), now[0]]).sort()).toEqual([
      [paths.gaya, 2, 0],
      [paths.patna, 1, 0],
    ]);
    expect(rows.every(({ now }) => (now.length - 1) * stepSeconds === 30 * 60)).toBe(true);
    const moderator = await server.withRole('moderator', paths.gaya);
    const beyond = await moderator.fetch(`/api/rallies/${rally.id}/attendance/trends?path=${paths.patna}`);
    expect(beyond.status).toBe(403);
  });

  it('is told for all rallies at once to those who have a desk there', async () => {
    await viewer('BR-GAYA');
    await eventually(async () => (await organiser.send('attendance:now', {})).now === 1, 'one is there');
    const all = await owner.get<Record<string, number>>('/api/attendance/now');
    expect(all[rally.id]).toBe(1);
    const citizen = await viewer();
    expect(await citizen.get('/api/attendance/now')).toEqual({});
  });

  it('keeps peaks, totals and the chart over a restart, and the sessions of those who were there', async () => {
    const gone = await viewer('BR-GAYA');
    const back = await viewer('BR-GAYA-BODH-GAYA');
    await eventually(async () => (await organiser.send('attendance:now', {})).now === 2, 'two are there');
    gone.close();
    await eventually(async () => (await organiser.send('attendance:now', {})).now === 1, 'one has gone');
    await server.restart();
    owner = await server.owner();
    const open = await server.sql(
      'select identity_id as id from attendance_sessions where rally_id = $1 and left_at is null',
      [rally.id],
    );
    expect(open).toEqual([{ id: back.identityId }]);
    const again = await tabOf(back, 'BR-GAYA-BODH-GAYA');
    expect(await again.send('attendance:now', {})).toMatchObject({ now: 1, peak: 2, total: 2 });
    const desk = await server.somebody();
    desk.use(organiser.session!);
    await desk.enter(rally.slug);
    const { parent, rows } = await desk.send('attendance:tree', { parentPath: paths.gaya });
    expect(parent).toMatchObject({ now: 1, peak: 2, total: 2 });
    expect(rows.find(({ path }) => path === paths.bodhGaya)).toMatchObject({ now: 1, peak: 1, total: 1 });
    const newcomer = await viewer('BR-GAYA');
    expect(await newcomer.send('attendance:now', {})).toMatchObject({ now: 2, peak: 2, total: 3 });
    const chart = await desk.get<AttendanceSeriesView>(`/api/rallies/${rally.id}/attendance/series?path=${paths.gaya}`);
    expect(chart).toMatchObject({ path: paths.gaya, stepSeconds: 10 });
    expect(chart.now.at(-1)).toBe(2);
  });
});
