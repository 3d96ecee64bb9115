import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Claims1760000005500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table claims (
        organisation_id uuid primary key references organisations (id),
        token_hash bytea not null,
        made_at timestamptz not null default now(),
        claimed_at timestamptz,
        claimed_by uuid
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table claims');
  }
}
