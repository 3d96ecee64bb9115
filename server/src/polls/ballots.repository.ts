import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { int2Array, int4Array, uuidArray } from '../database/binary-arrays.js';
import { prepared } from '../database/prepared.js';
import { castBallotsSql } from './cast-ballots.sql.js';
import { maxOptions } from './choices.js';

/** A ballot on its way in. `poll` and `tally` are the database's numbers, `choices` a bit mask. */
export interface NewBallot {
  poll: number;
  voter: string;
  tally: number;
  choices: number;
  client: string;
  /** Client ids of ballots that this one took the place of before they were written. */
  replaced: readonly string[];
}

export interface StoredBallot {
  choices: number;
  client: string;
  /** Client ids of the ballots that this one took the place of. */
  earlier: readonly string[];
  castAt: Date;
}

/** Why a ballot is not new: how the database stands after the statement. */
export interface KnownBallot {
  /** Index in the batch. */
  index: number;
  /** Whether the poll took ballots. */
  open: boolean;
  /** Whether this ballot took the place of the voter's earlier one. */
  changed: boolean;
  /** What was there before. Null with `open`: somebody else is writing it this moment. */
  before: StoredBallot | null;
}

export interface OwnBallot extends StoredBallot {
  poll: number;
  voter: string;
}

interface StoredRow {
  choices: number;
  client: string;
  earlier: string[] | null;
  cast_at: Date;
}

interface CastRow extends Partial<StoredRow> {
  nth: number;
  open: boolean;
  changed: boolean;
  /** Only with the clock. */
  at: Date | null;
}

@Injectable()
export class BallotsRepository {
  private readonly castBallots: ReturnType<typeof prepared>;

  constructor(@InjectDataSource() private readonly db: DataSource) {
    this.castBallots = prepared(db, 'cast-ballots', castBallotsSql);
  }

  /**
   * Stores a batch in one statement: new ballots, changed ballots, and their tallies. No voter may be twice in the batch for
   * one poll. Everything not among `known` was stored as new, at `castAt`.
   */
  async cast(ballots: readonly NewBallot[]): Promise<{ castAt: Date; known: KnownBallot[] }> {
    const [clock, ...rows] = await this.castBallots<CastRow>([
      int4Array(ballots, ({ poll }) => poll),
      uuidArray(ballots, ({ voter }) => voter),
      int4Array(ballots, ({ tally }) => tally),
      int2Array(ballots, ({ choices }) => choices),
      uuidArray(ballots, ({ client }) => client),
      replacedOf(ballots),
    ]);
    if (!clock?.at) throw new Error('the statement gives its time first');
    const known = rows.map((row) => ({
      index: row.nth - 1,
      open: row.open,
      changed: row.changed,
      before: row.client ? toStored(row as StoredRow) : null,
    }));
    return { castAt: clock.at, known };
  }

  /** Makes the tallies that are missing and gives all their ids. */
  async tallies(
    wanted: readonly { poll: number; regionPath: string }[],
  ): Promise<{ id: number; poll: number; regionPath: string }[]> {
    const keys = [wanted.map(({ poll }) => poll), wanted.map(({ regionPath }) => regionPath)];
    await this.db.query(
      `insert into tallies (poll, region_path, counts)
       select poll, path, array_fill(0, array[${maxOptions}]) from unnest($1::int[], $2::text[]) as t (poll, path)
       order by 1, 2 on conflict do nothing`,
      keys,
    );
    return this.db.query(
      `select id, tallies.poll, region_path as "regionPath" from tallies
       join unnest($1::int[], $2::text[]) as t (poll, path) on t.poll = tallies.poll and t.path = region_path`,
      keys,
    );
  }

  /** Ballots of these voters in these polls. */
  async of(polls: readonly number[], voters: readonly string[]): Promise<OwnBallot[]> {
    const rows = await this.db.query<(StoredRow & { poll: number; voter: string })[]>(
      `select b.poll, b.voter, b.choices, b.client, b.earlier, b.cast_at
       from unnest($1::uuid[]) as v (voter) join ballots b on b.voter = v.voter and b.poll = any ($2::int[])`,
      [voters, polls],
    );
    return rows.map((row) => ({ poll: row.poll, voter: row.voter, ...toStored(row) }));
  }
}

/** Client ids that were replaced, an array literal for each ballot; null where no ballot replaces any, as almost always. */
const replacedOf = (ballots: readonly NewBallot[]): (string | null)[] | null =>
  ballots.some(({ replaced }) => replaced.length > 0)
    ? ballots.map(({ replaced }) => (replaced.length ? `{${replaced.join(',')}}` : null))
    : null;

const toStored = ({ choices, client, earlier, cast_at }: StoredRow): StoredBallot => ({
  choices,
  client,
  earlier: earlier ?? [],
  castAt: cast_at,
});
