import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ballots are many and hot: they name their poll and their tally by small numbers and carry no foreign keys, whose checks
 * would cost more than the row. `tally` says the region too. `choices` is a bit mask of the options.
 */
export class Polls1760000020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table polls (
        id uuid primary key,
        number int generated always as identity unique,
        rally_id uuid not null references rallies (id),
        kind text not null,
        state text not null,
        question jsonb not null,
        options jsonb not null,
        max_choices int not null,
        results text not null,
        changeable boolean not null,
        seconds int,
        created_at timestamptz not null default now(),
        opened_at timestamptz,
        closes_at timestamptz,
        closed_at timestamptz
      );
      create index polls_rally on polls (rally_id);
      create index polls_timed on polls (closes_at) where state = 'open' and closes_at is not null;
      create table tallies (
        id int generated always as identity primary key,
        poll int not null references polls (number) on delete cascade,
        region_path text not null,
        voters int not null default 0,
        counts int[] not null,
        unique (poll, region_path)
      ) with (fillfactor = 50);
      create table ballots (
        poll int not null,
        voter uuid not null,
        tally int not null,
        choices smallint not null,
        client uuid not null,
        earlier uuid[],
        cast_at timestamptz not null,
        primary key (poll, voter)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table ballots; drop table tallies; drop table polls');
  }
}
