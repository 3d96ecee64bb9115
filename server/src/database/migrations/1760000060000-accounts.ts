import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisers' accounts. An identity that has one is good only in sessions that are kept here. */
export class Accounts1760000060000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table accounts (
        identity_id uuid primary key references members (id),
        login text not null unique,
        password_hash text not null,
        totp_sealed bytea,
        totp_key_id text,
        totp_last_step int,
        created_at timestamptz not null default now()
      );
      -- A session with a browser is an account's; most viewers' sessions have no row at all.
      alter table sessions add column browser text;
      create table passkeys (
        id text primary key,
        identity_id uuid not null references accounts (identity_id),
        public_key bytea not null,
        counter bigint not null,
        transports text[] not null,
        name text not null,
        created_at timestamptz not null default now(),
        last_used_at timestamptz
      );
      create index passkeys_identity on passkeys (identity_id);
      create table recovery_codes (
        identity_id uuid not null references accounts (identity_id),
        code_hash bytea not null,
        used_at timestamptz,
        primary key (identity_id, code_hash)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'alter table sessions drop column browser; drop table recovery_codes; drop table passkeys; drop table accounts',
    );
  }
}
