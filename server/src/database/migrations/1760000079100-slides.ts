import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Slides1760000079100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table rally_slides (
        id uuid primary key,
        rally_id uuid not null references rallies (id) on delete cascade,
        file text not null,
        shown boolean not null default false,
        created_at timestamptz not null default now()
      );
      create index rally_slides_rally on rally_slides (rally_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table rally_slides');
  }
}
