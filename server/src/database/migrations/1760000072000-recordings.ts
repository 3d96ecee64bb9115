import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Recordings1760000072000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table rallies add column recording text not null default 'publish';
      create table recordings (
        rally_id uuid primary key references rallies (id) on delete cascade,
        started_at timestamptz not null default now(),
        ended_at timestamptz,
        published_at timestamptz,
        trim_from timestamptz,
        trim_to timestamptz,
        kept_from timestamptz,
        kept_to timestamptz,
        delete_on timestamptz,
        warned_at timestamptz,
        deleted_at timestamptz
      );
      create index recordings_due on recordings (delete_on) where deleted_at is null;
      create table programme_marks (
        rally_id uuid not null references rallies (id) on delete cascade,
        at timestamptz not null,
        speakers text[] not null,
        primary key (rally_id, at)
      );
      -- A replay's chat is read minute by minute. Messages come in the order of time, so the smallest kind of index will do.
      create index chat_messages_time on chat_messages using brin (at) with (pages_per_range = 16);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index chat_messages_time;
      drop table programme_marks;
      drop table recordings;
      alter table rallies drop column recording;
    `);
  }
}
