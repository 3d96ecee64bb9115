import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Stage1760000006000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table stage_seats (
        id uuid primary key,
        rally_id uuid not null references rallies (id),
        identity_id uuid not null,
        name text not null,
        cue text not null,
        on_air_since timestamptz,
        held_until timestamptz,
        created_at timestamptz not null default now(),
        unique (rally_id, identity_id)
      );
      create table stage_programmes (
        rally_id uuid primary key references rallies (id),
        layout text not null,
        seat_ids uuid[] not null,
        since timestamptz not null
      );
      create table stage_hands (
        rally_id uuid not null references rallies (id),
        identity_id uuid not null,
        name text not null,
        region_path text,
        raised_at timestamptz not null,
        primary key (rally_id, identity_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table stage_hands; drop table stage_programmes; drop table stage_seats');
  }
}
