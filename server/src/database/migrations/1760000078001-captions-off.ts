import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Languages in which the producer has captions off. */
export class CaptionsOff1760000078001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table captions_off (
        rally_id uuid not null references rallies (id),
        language text not null,
        primary key (rally_id, language)
      )
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table captions_off');
  }
}
