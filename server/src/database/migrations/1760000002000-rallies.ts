import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Rallies1760000002000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table rallies (
        id uuid primary key,
        organisation_id uuid not null references organisations (id),
        slug text not null unique,
        state text not null,
        title jsonb not null,
        description jsonb not null,
        starts_at timestamptz,
        time_zone text not null,
        region_path text not null,
        chat_audience text not null,
        cover_file text,
        notice text,
        live_at timestamptz,
        ended_at timestamptz,
        figures_released boolean not null,
        figures jsonb,
        created_at timestamptz not null default now()
      );
      create index rallies_state on rallies (organisation_id, state);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table rallies');
  }
}
