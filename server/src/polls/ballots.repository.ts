import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { int2Array, int4Array, uuidArray } from '../database/binary-arrays.js';
import { prepared } from '../database/prepared.js';
import { castBallotsSql } from './cast-ballots.sql.js';
import { maxOptions } from './choices.js';

/** A ballot on its way in. `poll` and `tally` are the database's numbers, `voter` a pseudonym, `choices` a bit mask. */
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

/** Where a ballot lies: in a poll (by its number), under the voter's pseudonym there. */
export interface BallotPlace {
  poll: number;
  voter: string;
}

export type OwnBallot = StoredBallot & BallotPlace;

/** A ballot as anyone may read it. */
export interface ListedBallot {
  voter: string;
  /** Index in `ballotKinds`. */
  kind: number;
  choices: number;
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
    wanted: readonly { poll: number; regionPath: string; kind: number }[],
  ): Promise<{ id: number; poll: number; regionPath: string; kind: number }[]> {
    const keys = [
      wanted.map(({ poll }) => poll),
      wanted.map(({ regionPath }) => regionPath),
      wanted.map(({ kind }) => kind),
    ];
    await this.db.query(
      `insert into tallies (poll, region_path, kind, counts)
       select poll, path, kind, array_fill(0, array[${maxOptions}])
       from unnest($1::int[], $2::text[], $3::smallint[]) as t (poll, path, kind)
       order by 1, 2, 3 on conflict do nothing`,
      keys,
    );
    return this.db.query(
      `select id, tallies.poll, region_path as "regionPath", tallies.kind from tallies
       join unnest($1::int[], $2::text[], $3::smallint[]) as t (poll, path, kind)
         on t.poll = tallies.poll and t.path = region_path and t.kind = tallies.kind`,
      keys,
    );
  }

  /** Ballots of these voters, each in their poll. */
  async of(wanted: readonly BallotPlace[]): Promise<OwnBallot[]> {
    const rows = await this.db.query<(StoredRow & BallotPlace)[]>(
      `select b.poll, b.voter, b.choices, b.client, b.earlier, b.cast_at
       from unnest($1::int[], $2::uuid[]) as v (poll, voter) join ballots b on b.poll = v.poll and b.voter = v.voter`,
      [wanted.map(({ poll }) => poll), wanted.map(({ voter }) => voter)],
    );
    return rows.map((row) => ({ poll: row.poll, voter: row.voter, ...toStored(row) }));
  }

  /** A poll's ballots by their pseudonyms, after `after` up to `last`; the first `limit` of them. */
  list(poll: number, after: string, last: string, limit: number): Promise<ListedBallot[]> {
    return this.db.query(
      `select b.voter, t.kind, b.choices from ballots b join tallies t on t.id = b.tally
       where b.poll = $1 and b.voter > $2 and b.voter <= $3 order by b.voter limit $4`,
      [poll, after, last, limit],
    );
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
