import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Silences1760000011000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table silences (
        rally_id uuid not null references rallies (id),
        identity_id uuid not null,
        name text,
        region_path text,
        device_ids uuid[] not null,
        muted_until timestamptz,
        banned_at timestamptz,
        reason text,
        primary key (rally_id, identity_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table silences');
  }
}
