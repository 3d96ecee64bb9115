import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { maxOptions } from './choices.js';
import type { Sum } from './roll-up.js';

/** A poll's key as the vault has sealed it. */
export interface SealedKey {
  pollId: string;
  sealed: Buffer;
  keyId: string;
}

/** The id of what is no client's: of ballots that nobody can send again. */
const nobody = '00000000-0000-0000-0000-000000000000';

const totals = Array.from({ length: maxOptions }, (_, n) => `sum(counts[${n + 1}])::int`).join(', ');

@Injectable()
export class PollKeysRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** Keeps the key, unless the poll has one already. */
  async insert({ pollId, sealed, keyId }: SealedKey): Promise<void> {
    await this.db.query('insert into poll_keys (poll_id, sealed, key_id) values ($1, $2, $3) on conflict do nothing', [
      pollId,
      sealed,
      keyId,
    ]);
  }

  of(pollIds: readonly string[]): Promise<SealedKey[]> {
    return this.db.query(
      'select poll_id as "pollId", sealed, key_id as "keyId" from poll_keys where poll_id = any ($1::uuid[])',
      [pollIds],
    );
  }

  /** Keys that a migration made, which has no vault. */
  unsealed(): Promise<SealedKey[]> {
    return this.db.query(
      `select poll_id as "pollId", sealed, key_id as "keyId" from poll_keys where key_id = 'unsealed'`,
    );
  }

  async seal({ pollId, sealed, keyId }: SealedKey): Promise<void> {
    await this.db.query(`update poll_keys set sealed = $2, key_id = $3 where poll_id = $1 and key_id = 'unsealed'`, [
      pollId,
      sealed,
      keyId,
    ]);
  }

  /**
   * Destroys the key of a closed poll, and with it all by which ballots could be told apart even so: when they were cast and by
   * which client, in which order they lie, of which region they are, but for the sums in `groups`, and of which kind, but for
   * what `shownKinds` says of each (by index in `ballotKinds`). Receipts and choices stay. All of it or nothing. False where the poll is not closed or was unlinked before.
   */
  async destroy(pollId: string, groups: readonly Sum[], shownKinds: readonly number[]): Promise<boolean> {
    const done = await this.db.transaction(async (tx) => {
      const [poll] = await tx.query<{ number: number }[]>(
        `select number from polls where id = $1 and state = 'closed' and unlinked_at is null for update`,
        [pollId],
      );
      if (!poll) return false;
      const only = [poll.number];
      // Numbers of ours: such a statement takes no parameters.
      const shown = `(array[${shownKinds.join(',')}])[t.kind + 1]`;
      await tx.query('delete from poll_keys where poll_id = $1', [pollId]);
      await tx.query('update polls set unlinked_at = clock_timestamp() where id = $1', [pollId]);
      await tx.query(
        `insert into unlinked_regions (poll, region_path, voters, counts)
         select $1, path, voters, counts::int[] from unnest($2::text[], $3::int[], $4::text[]) as t (path, voters, counts)`,
        [
          poll.number,
          groups.map(({ regionPath }) => regionPath),
          groups.map(({ voters }) => voters),
          groups.map(({ counts }) => `{${counts.join(',')}}`),
        ],
      );
      await tx.query(
        `create temp table unlinked on commit drop as
           select b.voter, ${shown} as kind, b.choices from ballots b join tallies t on t.id = b.tally where b.poll = ${poll.number}`,
      );
      await tx.query(
        `create temp table sums on commit drop as
           select ${shown} as kind, sum(voters)::int as voters, array[${totals}] as counts
           from tallies t where poll = ${poll.number} group by ${shown}`,
      );
      await tx.query('delete from ballots where poll = $1', only);
      await tx.query('delete from tallies where poll = $1', only);
      await tx.query(
        `insert into tallies (poll, region_path, kind, voters, counts) select $1, '/', kind, voters, counts from sums`,
        only,
      );
      await tx.query(
        `insert into ballots (poll, voter, tally, choices, client, cast_at)
         select t.poll, u.voter, t.id, u.choices, $2, p.closed_at
         from unlinked u join tallies t on t.poll = $1 and t.kind = u.kind join polls p on p.number = t.poll
         order by u.voter`,
        [poll.number, nobody],
      );
      return true;
    });
    // What was deleted stays on its pages until they are swept.
    if (done) for (const table of ['poll_keys', 'ballots', 'tallies']) await this.db.query(`vacuum ${table}`);
    return done;
  }
}
