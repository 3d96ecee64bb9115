import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The roles by region. Whoever was a producer over the whole organisation could make rallies: that is an organiser's work
 * now. All other roles stay as they are. What is no role is refused from here on.
 */
export class Roles1760000030000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      update grants set role = 'state-organiser' where role = 'producer' and rally_id is null;
      update invites set role = 'state-organiser' where role = 'producer' and rally_id is null;
      alter table grants add constraint grants_role check (role in
        ('owner', 'state-organiser', 'district-organiser', 'producer', 'moderator', 'analyst', 'speaker'));
      create index grants_region on grants (region_path text_pattern_ops) where revoked_at is null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index grants_region; alter table grants drop constraint grants_role');
  }
}
