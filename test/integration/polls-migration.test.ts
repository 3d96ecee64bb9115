import { randomUUID } from 'node:crypto';
import { InvitesService } from '@sammelan/server/invites/invites.service.js';
import { PhonesService } from '@sammelan/server/phones/phones.service.js';
import { Vault } from '@sammelan/server/vault/vault.js';
import { openPoll, tallyAndRecount, vote } from '../support/polls.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

/** Undoes what the migration does to the tables, which it does not do itself: there is no way back for ballots. */
const asBefore = `
  truncate ballots, tallies;
  alter table organisations drop silence_from, drop silence_until;
  alter table polls drop voting_intention, drop unlinked_at;
  drop table poll_keys, unlinked_regions;
  alter table tallies drop kind, add unique (poll, region_path);
  delete from migrations where name = 'Ballots1760000070000'`;

describe('ballots of a release before pseudonyms', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  it('are carried over: the same people, choices and totals, by kind, and nobody’s id beside them', async () => {
    const organiser = await server.organiser();
    const [open, closed] = [await openPoll(organiser), await openPoll(organiser, { changeable: true })];
    await organiser.send('poll:close', { pollId: closed.id });
    const [guest, invited, phoned, other] = (await Promise.all(
      Array.from({ length: 4 }, () => server.viewer('BR-GAYA')),
    )) as [TestClient, TestClient, TestClient, TestClient];
    const { rallyId } = (await server.sql<{ rallyId: string }>('select rally_id as "rallyId" from polls limit 1'))[0]!;
    const invite = { role: 'viewer', label: 'Block', quota: 9, rallyId, createdBy: null } as const;
    const { id: inviteId } = await server.get(InvitesService).create(invite);
    await server.sql('insert into invite_uses (invite_id, identity_id) values ($1, $2)', [
      inviteId,
      invited.identityId,
    ]);
    await server.get(PhonesService).confirm(phoned.identityId, server.get(Vault).seal('+919876543210'));
    const phoneId = (await server.get(PhonesService).phoneIdOf(phoned.identityId))!;
    // Enough that they are carried over in more than one page.
    const crowd = 6000;

    await server.sql(asBefore);
    await server.sql(
      `insert into tallies (poll, region_path, voters, counts)
       select number, '/BR/BR-GAYA/', 3 + $1, array[3 + $1, 0, 0, 0, 0, 0, 0, 0, 0, 0]::int[] from polls`,
      [crowd],
    );
    await server.sql(
      `insert into ballots (poll, voter, tally, choices, client, cast_at)
       select t.poll, v, t.id, 1, gen_random_uuid(), now() from tallies t, unnest($1::uuid[]) v
       union all select t.poll, gen_random_uuid(), t.id, 1, gen_random_uuid(), now()
       from tallies t, generate_series(1, $2)`,
      [[guest.identityId, invited.identityId, phoneId], crowd],
    );
    await server.restart();

    const back = async (person: TestClient): Promise<TestClient> => {
      const tab = await server.somebody();
      tab.use(person.session!);
      await tab.enter(demoSlug, 'BR-GAYA');
      return tab;
    };
    for (const person of [guest, invited, phoned]) {
      const tab = await back(person);
      const polls = await tab.send('poll:list', {});
      for (const { id } of [open, closed]) {
        const poll = polls.find((one) => one.id === id)!;
        expect(poll.myBallot).toMatchObject({ choices: [0] });
        expect(poll.tally).toMatchObject({
          voters: crowd + 3,
          counts: [crowd + 3, 0],
          byKind:
            id === open.id
              ? null
              : { anonymous: { voters: crowd + 3 }, invited: { voters: 0 }, verified: { voters: 0 } },
        });
      }
      await expect(vote(tab, open.id, [1])).rejects.toMatchObject({ code: 'ballot-final' });
    }
    await vote(await back(other), open.id, [1], randomUUID());
    for (const { id } of [open, closed]) {
      const { tally, recount } = await tallyAndRecount(server, id);
      expect(tally).toEqual(recount);
    }
    const people = [guest, invited, phoned].map(({ identityId }) => identityId);
    expect(await server.sql('select 1 from ballots where voter = any ($1)', [[...people, phoneId]])).toEqual([]);
    expect(await server.sql(`select 1 from poll_keys where key_id = 'unsealed'`)).toEqual([]);
  });
});
