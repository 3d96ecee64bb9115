import { randomUUID } from 'node:crypto';
import type { RallyCaller } from '@sammelan/server/access/caller.js';
import { OrganisationService } from '@sammelan/server/organisation/organisation.service.js';
import { PollsService } from '@sammelan/server/polls/polls.service.js';
import { RalliesService } from '@sammelan/server/rallies/rallies.service.js';
import type { AuditEntryView } from '@sammelan/shared/audit/audit.dto.js';
import type { RegionTallyView } from '@sammelan/shared/polls/polls.dto.js';
import { openPoll, vote } from '../support/polls.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const gaya = '/BR/BR-GAYA/';
const bodhGaya = '/BR/BR-GAYA/BR-GAYA-BODH-GAYA/';
const patna = '/BR/BR-PATNA/';

describe('a poll’s ballots by region, and whose they are', () => {
  let server: TestServer;
  let owner: TestClient;
  let rallyId: string;
  beforeAll(async () => {
    server = await TestServer.start();
    owner = await server.owner();
    rallyId = (await server.get(RalliesService).getBySlug(demoSlug)).id;
  });
  afterAll(() => server.stop());

  const person = (path: string): RallyCaller => ({
    identityId: randomUUID(),
    deviceId: randomUUID(),
    sessionId: null,
    name: null,
    grants: [],
    rallyId,
    organisationId: server.get(OrganisationService).id,
    region: path === '/' ? null : { code: path.split('/').at(-2)!, path },
  });

  /** So many from there choose this. */
  const cast = async (
    pollId: string,
    plan: [path: string, choice: number, people: number][],
  ): Promise<RallyCaller[]> => {
    const people = plan.flatMap(([path, choice, count]) =>
      Array.from({ length: count }, () => ({ caller: person(path), choice })),
    );
    await Promise.all(
      people.map(({ caller, choice }) =>
        server.get(PollsService).vote(caller, { pollId, choices: [choice], clientId: randomUUID() }),
      ),
    );
    return people.map(({ caller }) => caller);
  };

  const rows = async (client: TestClient, pollId: string, parentPath: string): Promise<Record<string, number[]>> =>
    Object.fromEntries(
      (await client.send('poll:regions', { pollId, parentPath })).map(({ path, voters, counts }: RegionTallyView) => [
        path,
        [voters, ...counts],
      ]),
    );
  const csvOf = async (client: TestClient, pollId: string): Promise<string[]> => {
    const response = await client.fetch(`/api/rallies/${rallyId}/polls/${pollId}/results.csv`);
    return (await response.text()).trim().split('\r\n');
  };

  it('show no group of fewer than ten, to nobody and in no table, and none that a subtraction would give', async () => {
    const { id: pollId } = await openPoll(owner, { options: [{ en: '=1+1' }, { en: 'No, "never"' }] });
    await cast(pollId, [
      ['/', 1, 4],
      [gaya, 0, 3],
      [bodhGaya, 0, 14],
      [patna, 1, 11],
      ['/BR/BR-NAWADA/', 0, 9],
    ]);
    await owner.send('poll:close', { pollId });
    const viewer = await server.viewer();
    for (const one of [viewer, owner]) {
      // Those who named nothing are four: they count with Bihar, the only state, and there with the nine of Nawada.
      expect(await rows(one, pollId, '/')).toEqual({ '/BR/': [41, 26, 15] });
      expect(await rows(one, pollId, '/BR/')).toEqual({
        '/BR/': [13, 9, 4],
        [gaya]: [17, 17, 0],
        [patna]: [11, 0, 11],
      });
      expect(await rows(one, pollId, gaya)).toEqual({ [gaya]: [17, 17, 0] });
    }
    expect(await csvOf(owner, pollId)).toEqual([
      `path,code,name,name_hi,ballots,voters,'=1+1,"No, ""never"""`,
      '/,,Jan Sammelan,,all,41,26,15',
      '/,,Jan Sammelan,,anonymous,41,26,15',
      '/,,Jan Sammelan,,invited,0,0,0',
      '/,,Jan Sammelan,,verified,0,0,0',
      '/BR/,BR,Bihar,बिहार,all,41,26,15',
      '/BR/BR-GAYA/,BR-GAYA,Gaya,गया,all,17,17,0',
      '/BR/BR-PATNA/,BR-PATNA,Patna,पटना,all,11,0,11',
    ]);
    expect(
      (await (await server.withRole('moderator')).fetch(`/api/rallies/${rallyId}/polls/${pollId}/results.csv`)).status,
    ).toBe(403);
  });

  it('show larger ones, in the table too, and the rest of each together', async () => {
    const { id: pollId } = await openPoll(owner);
    await cast(pollId, [
      [gaya, 0, 3],
      [bodhGaya, 0, 14],
      [patna, 1, 11],
      ['/BR/BR-NAWADA/', 0, 9],
      ['/BR/BR-ARWAL/', 0, 1],
    ]);
    await owner.send('poll:close', { pollId });
    expect(await rows(owner, pollId, '/')).toEqual({ '/BR/': [38, 27, 11] });
    expect(await rows(owner, pollId, '/BR/')).toEqual({
      '/BR/': [10, 10, 0],
      [gaya]: [17, 17, 0],
      [patna]: [11, 0, 11],
    });
    // Three from elsewhere in Gaya would be what is left of its 17: Bodh Gaya stands with them.
    expect(await rows(owner, pollId, gaya)).toEqual({ [gaya]: [17, 17, 0] });
    expect((await csvOf(owner, pollId)).slice(5)).toEqual([
      '/BR/,BR,Bihar,बिहार,all,38,27,11',
      '/BR/BR-GAYA/,BR-GAYA,Gaya,गया,all,17,17,0',
      '/BR/BR-PATNA/,BR-PATNA,Patna,पटना,all,11,0,11',
    ]);
  });

  it('are linked by the key alone: another database row than the identity, no key in the open', async () => {
    const { id: pollId } = await openPoll(owner);
    const [voter] = await cast(pollId, [[gaya, 0, 1]]);
    const tables = await server.sql<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      const found = await server.sql(`select 1 from "${name}" t where strpos(lower(t::text), $1) > 0`, [
        voter!.identityId,
      ]);
      expect({ name, found }).toEqual({ name, found: [] });
    }
    const [key] = await server.sql<{ sealed: Buffer; id: string }>(
      'select sealed, key_id as id from poll_keys where poll_id = $1',
      [pollId],
    );
    expect(key!.id).not.toBe('unsealed');
    expect(key!.sealed.length).toBeGreaterThan(60);
  });

  it('are linked by nobody once an owner has destroyed the key, and recount as before', async () => {
    const { id: pollId } = await openPoll(owner, { changeable: true });
    await cast(pollId, [
      [bodhGaya, 0, 12],
      [patna, 1, 11],
      ['/BR/BR-NAWADA/', 1, 2],
    ]);
    const citizen = await server.viewer('BR-GAYA');
    const clientId = randomUUID();
    const ballot = await vote(citizen, pollId, [0], clientId);
    const path = `/api/rallies/${rallyId}/polls/${pollId}/ballots.csv`;
    await expect(owner.send('poll:unlink', { pollId })).rejects.toMatchObject({ code: 'poll-not-closed' });
    await owner.send('poll:close', { pollId });
    const listed = await (await fetch(`${server.url}${path}`)).text();
    expect(listed).toContain(`${ballot.receipt},anonymous,1,0`);
    const before = { regions: await rows(owner, pollId, '/BR/'), csv: await csvOf(owner, pollId) };
    const mine = async () => (await citizen.send('poll:list', {})).find(({ id }) => id === pollId)!;
    const shown = await mine();
    expect(shown.myBallot).toEqual(ballot);
    expect(await vote(citizen, pollId, [0], clientId)).toEqual(ballot);

    const organiser = await server.withRole('state-organiser');
    await expect(organiser.send('poll:unlink', { pollId })).rejects.toMatchObject({ code: 'forbidden' });
    const unlinked = await owner.send('poll:unlink', { pollId });
    expect(unlinked).toMatchObject({ state: 'closed', tally: { voters: 26 } });
    expect(unlinked.unlinkedAt).not.toBeNull();
    await citizen.waitFor('poll:unlinked', (told) => told.pollId === pollId);

    // The server does not know any more, neither by what it keeps in memory nor by what it reads.
    expect(await mine()).toMatchObject({ myBallot: null, tally: { voters: 26, counts: shown.tally!.counts } });
    await expect(vote(citizen, pollId, [0], clientId)).rejects.toMatchObject({ code: 'poll-not-open' });
    expect(await server.sql('select 1 from poll_keys where poll_id = $1', [pollId])).toEqual([]);
    const kept = await server.sql<Record<string, unknown>>(
      `select b.client, b.earlier, b.cast_at, t.region_path from ballots b join tallies t on t.id = b.tally
       where b.poll = (select number from polls where id = $1) group by 1, 2, 3, 4`,
      [pollId],
    );
    // Nothing is left by which one ballot differs from another but its choice, its kind and its receipt.
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ region_path: '/', earlier: null });
    const order = await server.sql<{ voter: string }>(
      'select voter from ballots where poll = (select number from polls where id = $1) order by ctid',
      [pollId],
    );
    expect(order.map(({ voter }) => voter)).toEqual(order.map(({ voter }) => voter).sort());

    // All that was shown is shown as it was.
    expect(await (await fetch(`${server.url}${path}`)).text()).toBe(listed);
    expect({ regions: await rows(owner, pollId, '/BR/'), csv: await csvOf(owner, pollId) }).toEqual(before);
    await owner.send('poll:unlink', { pollId });
    const acts = await owner.get<AuditEntryView[]>(`/api/rallies/${rallyId}/audit`);
    expect(acts.filter(({ action, details }) => action === 'poll.unlink' && details['pollId'] === pollId)).toHaveLength(
      1,
    );
    // A private rally's is for those who may watch it.
    await owner.patch(`/api/rallies/${rallyId}`, { watchAudience: 'invited' });
    const refused = await fetch(`${server.url}${path}`);
    expect([refused.status, await refused.json()]).toMatchObject([403, { error: { code: 'rally-private' } }]);
    expect((await owner.fetch(path)).headers.get('cache-control')).toBe('private, no-store');
    await owner.patch(`/api/rallies/${rallyId}`, { watchAudience: 'everyone' });
    await server.restart();
    owner = await server.owner();
    expect({ regions: await rows(owner, pollId, '/BR/'), csv: await csvOf(owner, pollId) }).toEqual(before);
  });

  it('are not taken on voting intention in the silence, nor is a result shown', async () => {
    const silence = (fromMs: number, untilMs: number) => ({
      from: new Date(Date.now() + fromMs).toISOString(),
      until: new Date(Date.now() + untilMs).toISOString(),
    });
    await expect(owner.patch('/api/organisation', { silence: silence(1000, 0) })).rejects.toMatchObject({
      code: 'invalid-payload',
    });
    const viewer = await server.viewer();
    const poll = await openPoll(owner, { votingIntention: true, results: 'live', seconds: 3600 });
    const other = await openPoll(owner, { results: 'live' });
    const draft = await owner.send('poll:draft', {
      kind: 'rating',
      question: { en: 'How sure are you to vote?' },
      results: 'live',
      changeable: false,
      votingIntention: true,
    });
    await vote(viewer, poll.id, [0]);
    const later = silence(1500, 60_000);
    await owner.patch('/api/organisation', { silence: later });
    const closed = await viewer.waitFor('poll:closed', ({ id }) => id === poll.id);
    expect(closed).toMatchObject({
      votingIntention: true,
      tally: null,
      withheldUntil: later.until,
      closedAt: later.from,
    });
    await expect(vote(viewer, poll.id, [0])).rejects.toMatchObject({ code: 'poll-not-open' });
    await expect(owner.send('poll:open', { pollId: draft.id })).rejects.toMatchObject({ code: 'poll-silenced' });
    await expect(viewer.send('poll:regions', { pollId: poll.id, parentPath: '/' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const list = `${server.url}/api/rallies/${rallyId}/polls/${poll.id}/ballots.csv`;
    expect((await fetch(list)).status).toBe(409);
    // Other polls go on.
    await vote(viewer, other.id, [1]);
    await owner.patch('/api/organisation', { silence: null });
    expect((await fetch(list)).status).toBe(200);
    expect((await viewer.send('poll:list', {})).find(({ id }) => id === poll.id)).toMatchObject({
      withheldUntil: null,
      tally: { voters: 1 },
    });
    expect(await owner.send('poll:open', { pollId: draft.id })).toMatchObject({ state: 'open', closesAt: null });
  });
});
