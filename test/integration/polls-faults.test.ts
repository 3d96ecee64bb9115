import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RedeemedView, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import { eventually } from '../support/eventually.js';
import { openPoll, vote } from '../support/polls.js';
import { ServerProcess } from '../support/server-process.js';
import { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

describe('polls and the clock', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  const find = async (client: TestClient, id: string): Promise<PollView> =>
    (await client.send('poll:list', {})).find((poll) => poll.id === id)!;

  it('close by themselves when their time is up', async () => {
    const organiser = await server.organiser();
    const viewer = await server.viewer();
    const poll = await openPoll(organiser, { seconds: 5 });
    const began = performance.now();
    expect(poll.closesInMs).toBeGreaterThan(4500);
    expect(Date.parse(poll.closesAt!) - Date.parse(poll.openedAt!)).toBe(5000);
    await vote(viewer, poll.id, [0]);
    const closed = await viewer.waitFor('poll:closed', ({ id }) => id === poll.id);
    expect(performance.now() - began).toBeGreaterThan(4900);
    expect(closed).toMatchObject({ state: 'closed', closesInMs: null, tally: { voters: 1 } });
    expect(closed.closedAt).toBe(closed.closesAt);
  });

  it('go by the database when this process believes that the time is up', async () => {
    const organiser = await server.organiser();
    const poll = await openPoll(organiser, { seconds: 5 });
    await server.sql("update polls set closes_at = closes_at + interval '3 seconds' where id = $1", [poll.id]);
    await sleep(5500);
    expect(await find(organiser, poll.id)).toMatchObject({ state: 'open' });
    await vote(await server.viewer(), poll.id, [1]);
    const closed = await organiser.waitFor('poll:closed', ({ id }) => id === poll.id);
    expect(closed.tally).toMatchObject({ voters: 1, counts: [0, 1] });
  });

  it('survive a restart: an open poll goes on, one whose time ended meanwhile is closed at its time', async () => {
    const organiser = await server.organiser();
    const viewer = await server.viewer();
    const running = await openPoll(organiser, { seconds: 600 });
    const ending = await openPoll(organiser, { seconds: 600 });
    const ballot = await vote(viewer, running.id, [1]);
    await vote(viewer, ending.id, [1]);
    const [row] = await server.sql<{ at: Date }>(
      "update polls set closes_at = now() + interval '300 milliseconds' where id = $1 returning closes_at as at",
      [ending.id],
    );
    await server.restart();
    const back = await server.somebody();
    back.use(viewer.session!);
    await back.enter(demoSlug);
    // A start can be faster than what was left of its time.
    const closed = await eventually(async () => {
      const poll = await find(back, ending.id);
      return poll.state === 'closed' && poll;
    }, 'the poll is closed');
    expect(closed).toMatchObject({
      closedAt: row!.at.toISOString(),
      tally: { voters: 1, counts: [0, 1] },
    });
    const open = await find(back, running.id);
    expect(open).toMatchObject({ state: 'open', myBallot: ballot, tally: { voters: 1, counts: [0, 1] } });
    expect(open.closesInMs).toBeGreaterThan(500_000);
    await vote(await server.viewer(), running.id, [0]);
  });

  it('are listed for a thousand who come back at once with a handful of queries', async () => {
    const organiser = await server.organiser();
    const { id } = await openPoll(organiser);
    const person = await server.viewer();
    await vote(person, id, [1]);
    const before = await queries();
    const tabs = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const tab = await server.somebody();
        tab.use(person.session!);
        await tab.enter(demoSlug);
        return tab;
      }),
    );
    const lists = await Promise.all(tabs.flatMap((tab) => Array.from({ length: 50 }, () => tab.send('poll:list', {}))));
    expect(lists).toHaveLength(1000);
    for (const list of lists) expect(list.find((poll) => poll.id === id)?.myBallot?.choices).toEqual([1]);
    expect((await queries()) - before).toBeLessThan(200);
  });

  /** Transactions that the database has seen, of which each query is one. */
  const queries = async (): Promise<number> => {
    await sleep(1200);
    const [row] = await server.sql<{ n: string }>(
      'select xact_commit as n from pg_stat_database where datname = current_database()',
    );
    return Number(row!.n);
  };
});

describe('ballots and a server that is killed', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await ServerProcess.start();
  });
  afterAll(() => server.stop());

  it('lose no acked ballot and double none', async () => {
    const enter = async (session: SessionView): Promise<TestClient> => {
      const client = new TestClient(server.url);
      client.use(session);
      await client.enter(demoSlug);
      return client;
    };
    const open = (): Promise<SessionView> =>
      new TestClient(server.url).post<SessionView>('/api/auth/session', { deviceId: randomUUID() });
    const links = await eventually(() => server.demoLinks().catch(() => null), 'the demo is there');
    const token = new URL(links.organise).hash.slice(1);
    const someone = new TestClient(server.url);
    someone.use(await open());
    const redeemed = await someone.post<RedeemedView>('/api/auth/redeem', { token });
    const organiser = await enter(redeemed.session);
    const { id: pollId } = await openPoll(organiser, { changeable: false });

    const voters = await Promise.all(
      Array.from({ length: 80 }, async (_, n) => {
        const session = await open();
        return { session, client: await enter(session), choice: n % 2, clientId: randomUUID(), acked: false };
      }),
    );
    const cast = async (voter: (typeof voters)[number]): Promise<void> => {
      await vote(voter.client, pollId, [voter.choice], voter.clientId);
      voter.acked = true;
    };
    // Ten at a time, so that some are under way when the twentieth is acked and the server is killed.
    const killed = new Promise<void>((resolve, reject) => {
      const queue = [...voters];
      const goOn = async (): Promise<void> => {
        for (let voter = queue.shift(); voter; voter = queue.shift()) {
          await cast(voter);
          if (voters.filter(({ acked }) => acked).length === 20) server.kill().then(resolve, reject);
        }
      };
      for (let lane = 0; lane < 10; lane++) goOn().catch(() => undefined);
    });
    await killed;
    for (const { client } of voters) client.close();
    organiser.close();
    const ackedBefore = voters.filter(({ acked }) => acked);
    expect(ackedBefore.length).toBeGreaterThanOrEqual(20);
    expect(ackedBefore.length).toBeLessThan(voters.length);

    await server.restart();
    await Promise.all(voters.map(async (voter) => (voter.client = await enter(voter.session))));
    // Before anything is sent again: what was acked is there.
    for (const voter of ackedBefore) {
      const poll = (await voter.client.send('poll:list', {})).find(({ id }) => id === pollId);
      expect(poll?.myBallot?.choices).toEqual([voter.choice]);
    }
    // Everyone sends again under the same client id, whether acked or not.
    await Promise.all(voters.map(cast));
    const back = await enter(redeemed.session);
    const closed = await back.send('poll:close', { pollId });
    expect(closed.tally).toMatchObject({ voters: 80, counts: [40, 40] });
    for (const { client } of voters) client.close();
    back.close();
  });
});
