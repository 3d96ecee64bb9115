import { randomBytes } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PollKey } from '../../polls/pseudonyms.js';

/** Voters whose pseudonyms are made at once. */
const pageRows = 5000;

const options = Array.from({ length: 10 }, (_, option) => option);

/**
 * Ballots no longer name their voter but a pseudonym under the poll's own key, tallies are kept apart by how the voters came,
 * and polls may ask for voting intention. Ballots of before are written anew under keys made here, into a table of their own,
 * so that nothing of the old one is left; `unsealed` keys are sealed when the server has started.
 */
export class Ballots1760000070000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table organisations add silence_from timestamptz, add silence_until timestamptz,
        add check ((silence_from is null) = (silence_until is null)), add check (silence_from < silence_until);
      alter table polls add voting_intention boolean not null default false, add unlinked_at timestamptz;
      create table poll_keys (
        poll_id uuid primary key references polls (id),
        sealed bytea not null,
        key_id text not null
      );
      -- Of polls that were unlinked: the regions that may be shown, as they were shown. See shown-regions.ts.
      create table unlinked_regions (
        poll int not null references polls (number),
        region_path text not null,
        voters int not null,
        counts int[] not null,
        primary key (poll, region_path)
      );
      -- 0 anonymous, 1 invited, 2 verified: the order of ballotKinds.
      alter table tallies add kind smallint not null default 0;
      alter table tallies alter kind drop default, drop constraint tallies_poll_region_path_key,
        add unique (poll, region_path, kind);
    `);
    await this.namePseudonyms(db);
    await db.query(`
      create temp table kinds on commit drop as
        select b.poll, b.voter, case
            when exists (select from phones where phones.id = b.voter) then 2
            when exists (select from invite_uses u join invites i on i.id = u.invite_id
              where u.identity_id = b.voter and (i.rally_id = p.rally_id or i.rally_id is null)) then 1
            else 0 end::smallint as kind
        from ballots b join polls p on p.number = b.poll;
      insert into tallies (poll, region_path, kind, counts)
        select distinct t.poll, t.region_path, k.kind, array_fill(0, array[10])
        from kinds k join ballots b on b.poll = k.poll and b.voter = k.voter join tallies t on t.id = b.tally
        on conflict do nothing;
      create table named_ballots (like ballots);
      insert into named_ballots (poll, voter, tally, choices, client, earlier, cast_at)
        select b.poll, n.pseudonym, t.id, b.choices, b.client, b.earlier, b.cast_at
        from ballots b
        join pseudonyms n on n.poll = b.poll and n.voter = b.voter
        join kinds k on k.poll = b.poll and k.voter = b.voter
        join tallies old on old.id = b.tally
        join tallies t on t.poll = old.poll and t.region_path = old.region_path and t.kind = k.kind
        order by 1, 2;
      drop table ballots;
      alter table named_ballots rename to ballots;
      alter table ballots add constraint ballots_pkey primary key (poll, voter);
      update tallies t set voters = coalesce(n.voters, 0), counts = coalesce(n.counts, array_fill(0, array[10]))
      from tallies every left join (
        select tally, count(*)::int as voters,
          array[${options.map((i) => `(count(*) filter (where choices & ${1 << i} <> 0))::int`).join(', ')}] as counts
        from ballots group by tally
      ) n on n.tally = every.id
      where t.id = every.id;
    `);
  }

  down(): Promise<void> {
    // Whose ballot is whose is a secret that the way back would give away.
    throw new Error('ballots under pseudonyms cannot be given their voters back');
  }

  /** Makes a key for every poll that is or was open, and by it a pseudonym for each of its voters. */
  private async namePseudonyms(db: QueryRunner): Promise<void> {
    await db.query('create temp table pseudonyms (poll int, voter uuid, pseudonym uuid) on commit drop');
    const polls = (await db.query(`select id, number from polls where state <> 'draft'`)) as {
      id: string;
      number: number;
    }[];
    for (const { id, number } of polls) {
      const secret = randomBytes(32);
      const key = new PollKey(secret);
      await db.query(`insert into poll_keys (poll_id, sealed, key_id) values ($1, $2, 'unsealed')`, [id, secret]);
      for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
        const page = (await db.query(
          `select voter from ballots where poll = $1 and voter > $2 order by voter limit ${pageRows}`,
          [number, after],
        )) as { voter: string }[];
        const voters = page.map(({ voter }) => voter);
        await db.query('insert into pseudonyms select $1, * from unnest($2::uuid[], $3::uuid[])', [
          number,
          voters,
          voters.map((voter) => key.pseudonymOf(voter)),
        ]);
        if (page.length < pageRows) break;
        after = voters.at(-1) as string;
      }
    }
  }
}
