import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions that something has to be remembered of: most viewers' have no row. */
export class Sessions1760000040000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table sessions (
        id uuid primary key,
        identity_id uuid not null,
        device_id uuid not null,
        current_renewal uuid,
        previous_renewal uuid,
        renewed_at timestamptz not null default now(),
        created_at timestamptz not null default now(),
        revoked_at timestamptz
      );
      create index sessions_identity on sessions (identity_id) where revoked_at is null;
      create index sessions_revoked on sessions (revoked_at) where revoked_at is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table sessions');
  }
}
