import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a restart must not forgive: mutes that rules gave, and wrong tries to sign in. */
export class Trust1760000071000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table rule_mutes (
        rally_id uuid not null references rallies (id),
        identity_id uuid not null,
        muted_until timestamptz not null,
        primary key (rally_id, identity_id)
      );
      create table sign_in_tries (
        name_hash bytea primary key,
        wrong int not null,
        wait_until timestamptz not null,
        tried_at timestamptz not null
      );
      create index sign_in_tries_old on sign_in_tries (tried_at);
      create index invite_uses_identity on invite_uses (identity_id);
      create index held_messages_decided on held_messages (decided_at) where text <> '';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index held_messages_decided;
      drop index invite_uses_identity;
      drop table sign_in_tries;
      drop table rule_mutes;
    `);
  }
}
