import { setTimeout as sleep } from 'node:timers/promises';
import { GrantsService } from '@sammelan/server/access/grants.service.js';
import { PhonesService } from '@sammelan/server/phones/phones.service.js';
import { Vault } from '@sammelan/server/vault/vault.js';
import { openPoll, vote } from '../support/polls.js';
import type { TestClient } from '../support/test-client.js';
import { TestServer } from '../support/test-server.js';

describe("a poll's results", () => {
  let server: TestServer;
  let organiser: TestClient;
  beforeAll(async () => {
    server = await TestServer.start();
    organiser = await server.organiser();
  });
  afterAll(() => server.stop());

  it('stay hidden until the close where they should, on every way out, except to those who may edit', async () => {
    const moderator = await server.withRole('moderator');
    const viewers = await Promise.all(Array.from({ length: 7 }, () => server.viewer('BR-GAYA')));
    const watcher = viewers[0]!;
    const { id: pollId } = await openPoll(organiser, { results: 'after-close' });
    await Promise.all(viewers.map((viewer) => vote(viewer, pollId, [1])));
    await organiser.waitFor('poll:tallied', (tally) => tally.pollId === pollId && tally.voters === 7);

    const rally = await organiser.get<{ id: string }>('/api/rallies/public/bihar-mahasammelan');
    const list = `/api/rallies/${rally.id}/polls`;
    for (const one of [watcher, moderator, organiser]) {
      await expect(one.send('poll:regions', { pollId, parentPath: '/' })).rejects.toMatchObject({
        code: 'poll-not-closed',
      });
      expect((await one.fetch(`${list}/${pollId}/ballots.csv`)).status).toBe(409);
    }
    for (const outsider of [watcher, moderator]) {
      const polls = await outsider.send('poll:list', {});
      expect(polls.find(({ id }) => id === pollId)).toMatchObject({ state: 'open', tally: null });
      expect((await outsider.fetch(`${list}/${pollId}/results.csv`)).status).toBe(403);
      expect(outsider.events('poll:tallied').filter((tally) => tally.pollId === pollId)).toEqual([]);
      expect(outsider.events('poll:opened').map(({ tally }) => tally)).toContain(null);
    }
    const ofModerator = await moderator.get<{ id: string; tally: unknown }[]>(list);
    expect(ofModerator.find(({ id }) => id === pollId)).toMatchObject({ tally: null });
    const ofOrganiser = await organiser.get<{ id: string; tally: unknown }[]>(list);
    expect(ofOrganiser.find(({ id }) => id === pollId)).toMatchObject({ tally: { voters: 7, counts: [0, 7] } });

    await organiser.send('poll:close', { pollId });
    const closed = await watcher.waitFor('poll:closed', ({ id }) => id === pollId);
    expect(closed.tally).toMatchObject({ voters: 7, counts: [0, 7] });
  });

  it('tell apart how voters came after the close only, and nobody who came as few did', async () => {
    const crowd = await Promise.all(Array.from({ length: 11 }, () => server.viewer('BR-GAYA')));
    const [lone] = crowd;
    await server.get(PhonesService).confirm(lone!.identityId, server.get(Vault).seal('+919812345677'));
    const { id: pollId } = await openPoll(organiser, { results: 'live' });
    await Promise.all(crowd.map((viewer) => vote(viewer, pollId, [viewer === lone ? 1 : 0])));
    const live = await crowd[1]!.waitFor('poll:tallied', (tally) => tally.pollId === pollId && tally.voters === 11);
    expect(live).toMatchObject({ counts: [10, 1], byKind: null });
    const { tally } = await organiser.send('poll:close', { pollId });
    const none = { voters: 0, counts: [0, 0] };
    // The one whose phone is confirmed is the one who said no: it shows nowhere.
    const all = { anonymous: { voters: 11, counts: [10, 1] }, invited: none, verified: none };
    expect(tally).toMatchObject({ byKind: all });
    const rally = await organiser.get<{ id: string }>('/api/rallies/public/bihar-mahasammelan');
    for (const table of ['results', 'ballots']) {
      const csv = await (await organiser.fetch(`/api/rallies/${rally.id}/polls/${pollId}/${table}.csv`)).text();
      expect(csv).toContain('anonymous');
      expect(csv).not.toMatch(/verified,(?!0)/);
    }
    const stored = await server.sql<{ kind: number }>(
      'select t.kind from tallies t join polls p on p.number = t.poll where p.id = $1 and t.voters > 0 order by kind',
      [pollId],
    );
    expect(stored.map(({ kind }) => kind)).toEqual([0, 2]);
    const owner = await server.owner();
    await owner.send('poll:unlink', { pollId });
    const left = await server.sql<{ kind: number }>(
      `select distinct t.kind from ballots b join tallies t on t.id = b.tally
        where b.poll = (select number from polls where id = $1)`,
      [pollId],
    );
    expect(left).toEqual([{ kind: 0 }]);
    for (const viewer of crowd) viewer.close();
  });

  it('stop reaching someone whose grant was revoked', async () => {
    const producer = await server.organiser();
    const { id: pollId } = await openPoll(organiser, { results: 'after-close' });
    const [grant] = await server.sql<{ id: string }>('select id from grants where member_id = $1', [
      producer.identityId,
    ]);
    await server.get(GrantsService).revoke(grant!.id, organiser.identityId);
    await vote(await server.viewer(), pollId, [0]);
    await organiser.waitFor('poll:tallied', (tally) => tally.pollId === pollId);
    expect(producer.events('poll:tallied').filter((tally) => tally.pollId === pollId)).toEqual([]);
    expect((await producer.send('poll:list', {})).find(({ id }) => id === pollId)?.tally).toBeNull();
  });

  it('go out at most once a second, only when changed, and end with the truth', async () => {
    const watcher = await server.viewer();
    const { id: pollId } = await openPoll(organiser, { changeable: true });
    const voters = await Promise.all(Array.from({ length: 20 }, () => server.viewer()));
    const arrivals: number[] = [];
    const collect = setInterval(() => {
      const count = watcher.events('poll:tallied').filter((tally) => tally.pollId === pollId).length;
      while (arrivals.length < count) arrivals.push(performance.now());
    }, 5);
    const began = performance.now();
    let votes = 0;
    for (let round = 0; performance.now() < began + 3200 || votes <= 200; round++) {
      await Promise.all(voters.map((voter) => vote(voter, pollId, [Number(votes++ % 20 < round % 20)])));
      await sleep(90);
    }
    await watcher.waitFor('poll:tallied', (tally) => tally.pollId === pollId && tally.voters === 20);
    await sleep(1500);
    clearInterval(collect);
    expect(arrivals.length).toBeGreaterThanOrEqual(3);
    // One may come late and the next in time, but not more than one a second over all of it.
    expect(arrivals.length).toBeLessThanOrEqual((arrivals.at(-1)! - began) / 1000 + 1.5);
    const shown = watcher.events('poll:tallied').filter((tally) => tally.pollId === pollId);
    expect(shown.at(-1)).toMatchObject({ counts: (await organiser.send('poll:close', { pollId })).tally!.counts });
    const before = watcher.events('poll:tallied').length;
    await sleep(1200);
    expect(watcher.events('poll:tallied')).toHaveLength(before);
  });
});
