import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Ingest1760000074000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table stream_keys (
        id uuid primary key,
        rally_id uuid not null references rallies (id),
        identity_id uuid not null,
        name text not null,
        hash bytea not null unique,
        tail text not null,
        grant_id uuid references grants (id),
        created_at timestamptz not null default now(),
        last_used_at timestamptz,
        revoked_at timestamptz
      );
      create index stream_keys_rally on stream_keys (rally_id, created_at);
      create table push_targets (
        id uuid primary key,
        rally_id uuid not null references rallies (id),
        name text not null,
        url text not null,
        key_sealed bytea not null,
        key_id text not null,
        rung text not null,
        wanted boolean not null default false,
        created_at timestamptz not null default now()
      );
      create index push_targets_rally on push_targets (rally_id, created_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table push_targets; drop table stream_keys');
  }
}
