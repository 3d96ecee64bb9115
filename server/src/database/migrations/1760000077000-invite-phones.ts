import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A link may be for one phone: the second factor of speakers and producers. */
export class InvitePhones1760000077000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table invites
        add column phone_id uuid references phones (id),
        add column phone_last_two text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table invites drop column phone_last_two, drop column phone_id');
  }
}
