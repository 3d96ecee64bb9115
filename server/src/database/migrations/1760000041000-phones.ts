import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers are kept as a keyed hash and a ciphertext; neither the pepper nor the keys are in the database. */
export class Phones1760000041000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table phones (
        id uuid primary key,
        lookup bytea not null unique,
        sealed bytea not null,
        key_id text not null,
        last_two text not null,
        created_at timestamptz not null default now()
      );
      create index phones_key on phones (key_id);
      create table phone_profiles (
        identity_id uuid primary key,
        phone_id uuid not null references phones (id),
        confirmed_at timestamptz not null default now()
      );
      create index phone_profiles_phone on phone_profiles (phone_id);
      create table phone_codes (
        id uuid primary key,
        lookup bytea not null,
        sealed bytea not null,
        key_id text not null,
        last_two text not null,
        identity_id uuid not null,
        device_id uuid not null,
        code_hash bytea not null,
        tries int not null default 0,
        sent_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        used_at timestamptz
      );
      create index phone_codes_number on phone_codes (lookup, sent_at);
      create index phone_codes_device on phone_codes (device_id, sent_at);
      create index phone_codes_sent on phone_codes (sent_at);
      create table sms_spending (
        day date primary key,
        sent int not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table sms_spending; drop table phone_codes; drop table phone_profiles; drop table phones');
  }
}
