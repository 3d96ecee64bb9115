import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Booths outlast the server: who has a place, who of them is heard, and which languages the producer has off. */
export class Booths1760000078000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table interpretation_booths (
        rally_id uuid not null references rallies (id),
        language text not null,
        open boolean not null,
        active_seat_id uuid,
        places jsonb not null,
        primary key (rally_id, language)
      )
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table interpretation_booths');
  }
}
