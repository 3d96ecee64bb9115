import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Access1760000001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table organisations (
        id uuid primary key,
        name text not null,
        accent text,
        levels jsonb not null,
        created_at timestamptz not null default now()
      );
      create table members (
        id uuid primary key,
        organisation_id uuid not null references organisations (id),
        name text not null,
        created_at timestamptz not null default now()
      );
      create table grants (
        id uuid primary key,
        organisation_id uuid not null references organisations (id),
        member_id uuid not null references members (id),
        role text not null,
        rally_id uuid,
        region_path text not null,
        invite_id uuid,
        granted_by uuid,
        granted_at timestamptz not null default now(),
        expires_at timestamptz,
        revoked_at timestamptz,
        revoked_by uuid
      );
      create index grants_member on grants (member_id) where revoked_at is null;
      create index grants_rally on grants (rally_id) where revoked_at is null;
      create unique index grants_invite_once on grants (invite_id, member_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table grants; drop table members; drop table organisations');
  }
}
