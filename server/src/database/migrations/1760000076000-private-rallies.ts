import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PrivateRallies1760000076000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table rallies add column watch_audience text not null default 'everyone'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table rallies drop column watch_audience');
  }
}
