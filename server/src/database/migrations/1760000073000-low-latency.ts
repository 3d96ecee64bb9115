import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LowLatency1760000073000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table rallies add column low_latency boolean not null default false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table rallies drop column low_latency');
  }
}
