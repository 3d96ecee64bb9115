import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { receiptOf } from '@sammelan/server/polls/receipts.js';
import { openPoll, tallyAndRecount, vote } from '../support/polls.js';
import { type TestClient, WireFailure } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

describe('ballots', () => {
  let server: TestServer;
  let organiser: TestClient;
  beforeAll(async () => {
    server = await TestServer.start();
    organiser = await server.organiser();
  });
  afterAll(() => server.stop());

  const ballotsOf = async (pollId: string): Promise<{ voter: string; choices: number }[]> =>
    server.sql('select voter, choices from ballots where poll = (select number from polls where id = $1)', [pollId]);

  /** Another tab of the same person. */
  const tabOf = async (person: TestClient, region?: string): Promise<TestClient> => {
    const tab = await server.somebody();
    tab.use(person.session!);
    await tab.enter(demoSlug, region);
    return tab;
  };

  it.each([
    { changeable: false, refused: 999, code: 'ballot-final' },
    { changeable: true, refused: 0, code: null },
  ])('of one voter, a thousand at once from twenty tabs, are one row (%o)', async ({ changeable, refused, code }) => {
    const { id: pollId } = await openPoll(organiser, { changeable });
    const person = await server.viewer('BR-GAYA');
    const tabs = [person, ...(await Promise.all(Array.from({ length: 19 }, () => tabOf(person, 'BR-GAYA'))))];
    const ballots = tabs.flatMap((tab) => Array.from({ length: 50 }, (_, n) => vote(tab, pollId, [n % 2])));
    const answers = await Promise.allSettled(ballots);
    const codes = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason instanceof WireFailure && answer.reason.code] : [],
    );
    expect(codes).toEqual(Array(refused).fill(code));
    const rows = await ballotsOf(pollId);
    expect(rows).toHaveLength(1);
    const receipts = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.receipt] : []));
    expect(new Set(receipts).size).toBe(1);
    expect(receiptOf(rows[0]!.voter)).toBe(receipts[0]);
    expect(rows[0]!.voter).not.toBe(person.identityId);
    const { tally, recount } = await tallyAndRecount(server, pollId);
    expect(tally).toEqual(recount);
    expect(tally['/BR/BR-GAYA/']!.voters).toBe(1);
  });

  it('are acked once they are committed', async () => {
    const { id: pollId } = await openPoll(organiser);
    const voters = await Promise.all(Array.from({ length: 20 }, () => server.viewer()));
    await Promise.all(
      voters.map(async (voter) => {
        const { receipt } = await vote(voter, pollId, [1]);
        expect((await ballotsOf(pollId)).map((ballot) => receiptOf(ballot.voter))).toContain(receipt);
      }),
    );
  });

  it('are harmless when sent again under the same client id, also at once and after the close', async () => {
    const { id: pollId } = await openPoll(organiser);
    const voter = await server.viewer();
    const clientId = randomUUID();
    const first = await vote(voter, pollId, [0], clientId);
    expect(await Promise.all([1, 2, 3].map(() => vote(voter, pollId, [0], clientId)))).toEqual([first, first, first]);
    await expect(vote(voter, pollId, [0])).rejects.toMatchObject({ code: 'ballot-final' });
    const closed = await organiser.send('poll:close', { pollId });
    expect(closed.tally).toMatchObject({ voters: 1, counts: [1, 0] });
    expect(await vote(voter, pollId, [0], clientId)).toEqual(first);
    await expect(vote(voter, pollId, [0])).rejects.toMatchObject({ code: 'poll-not-open' });
  });

  it('can be changed where the poll says so; the tally moves with them, and a late retry does not move it back', async () => {
    const { id: pollId } = await openPoll(organiser, { changeable: true });
    const voter = await server.viewer('BR-GAYA');
    const early = randomUUID();
    await vote(voter, pollId, [0], early);
    const tab = await tabOf(voter, 'BR-PATNA');
    const changed = await vote(tab, pollId, [1]);
    expect(await vote(voter, pollId, [0], early)).toEqual(changed);
    const { tally, recount } = await tallyAndRecount(server, pollId);
    expect(tally).toEqual(recount);
    expect(Object.values(tally)).toHaveLength(1);
    expect(Object.values(tally)[0]).toMatchObject({ voters: 1, counts: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0] });
    expect((await organiser.send('poll:close', { pollId })).tally).toMatchObject({ voters: 1, counts: [0, 1] });
  });

  it('are refused by the statement that would store them once the time is up, whatever this process believes', async () => {
    const { id: pollId } = await openPoll(organiser, { seconds: 3600, changeable: true });
    const [onTime, late] = [await server.viewer(), await server.viewer()];
    const clientId = randomUUID();
    const stored = await vote(onTime, pollId, [0], clientId);
    await server.sql("update polls set closes_at = now() - interval '1 second' where id = $1", [pollId]);
    await expect(vote(late, pollId, [0])).rejects.toMatchObject({ code: 'poll-not-open' });
    await expect(vote(onTime, pollId, [1])).rejects.toMatchObject({ code: 'poll-not-open' });
    expect(await vote(onTime, pollId, [0], clientId)).toEqual(stored);
    expect(await ballotsOf(pollId)).toMatchObject([{ choices: 1 }]);
    const closed = await organiser.send('poll:close', { pollId });
    expect(Date.parse(closed.closedAt!)).toBeLessThan(Date.parse(stored.castAt) + 1000);
  });

  it('are counted in the final tally or refused, to the last, when the poll is closed under load', async () => {
    const { id: pollId } = await openPoll(organiser);
    const voters = await Promise.all(
      Array.from({ length: 60 }, (_, n) => server.viewer(n % 2 ? 'BR-GAYA' : 'BR-PATNA')),
    );
    let acked = 0;
    const voting = voters.map(async (voter, n) => {
      await sleep(n);
      await vote(voter, pollId, [0]).then(
        () => acked++,
        (error: WireFailure) => expect(error.code).toBe('poll-not-open'),
      );
    });
    await sleep(30);
    const closed = await organiser.send('poll:close', { pollId });
    await Promise.all(voting);
    expect(closed.tally!.voters).toBe(acked);
    expect(await ballotsOf(pollId)).toHaveLength(acked);
  });
});
