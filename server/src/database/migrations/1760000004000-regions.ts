import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Regions1760000004000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // text_pattern_ops: `path like '/BR/%'` uses the index whatever the database's collation is.
    await db.query(`
      create table regions (
        organisation_id uuid not null references organisations (id),
        code text not null,
        path text not null,
        level smallint not null check (level between 0 and 11),
        name jsonb not null,
        primary key (organisation_id, code)
      );
      create unique index regions_path on regions (organisation_id, path text_pattern_ops);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table regions');
  }
}
