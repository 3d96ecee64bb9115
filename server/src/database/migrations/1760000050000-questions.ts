import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Questions1760000050000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table questions (
        id uuid primary key,
        rally_id uuid not null references rallies (id),
        author_id uuid not null,
        client_id uuid not null,
        author_name text,
        region_path text,
        text text not null,
        state text not null default 'waiting',
        votes int not null default 0,
        asked_at timestamptz not null default now(),
        answer text,
        answered_at timestamptz,
        moment timestamptz,
        merged_into uuid references questions (id),
        unique (rally_id, author_id, client_id)
      );
      create index questions_rally on questions (rally_id, asked_at);
      create table question_votes (
        question_id uuid not null references questions (id),
        voter uuid not null,
        primary key (question_id, voter)
      );
      create table question_boards (
        rally_id uuid primary key references rallies (id),
        open boolean not null default true,
        shown_id uuid references questions (id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table question_boards; drop table question_votes; drop table questions');
  }
}
