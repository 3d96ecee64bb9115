import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether links for speakers and producers have to be for one phone. */
export class StagePhones1760000077100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table organisations add column stage_phones boolean not null default false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table organisations drop column stage_phones');
  }
}
