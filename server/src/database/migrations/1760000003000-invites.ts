import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Invites1760000003000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table invites (
        id uuid primary key,
        organisation_id uuid not null references organisations (id),
        rally_id uuid references rallies (id),
        role text not null,
        label text not null,
        quota int not null check (quota > 0),
        used int not null default 0 check (used between 0 and quota),
        region_path text not null,
        expires_at timestamptz not null,
        created_at timestamptz not null default now(),
        created_by uuid,
        revoked_at timestamptz
      );
      create index invites_rally on invites (rally_id);
      create table invite_uses (
        invite_id uuid not null references invites (id),
        identity_id uuid not null,
        used_at timestamptz not null default now(),
        primary key (invite_id, identity_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table invite_uses; drop table invites');
  }
}
