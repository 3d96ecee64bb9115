import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LateBallots1760000079000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'alter table polls add column late_ms integer not null default 0 check (late_ms between 0 and 30000)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table polls drop column late_ms');
  }
}
