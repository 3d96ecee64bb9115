import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Moderation1760000060000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table chat_settings
        add column hold_all boolean not null default false,
        add column hold_links boolean not null default false,
        add column region_only boolean not null default false,
        add column region_rooms_paused boolean not null default false,
        add column delay_seconds int not null default 0,
        add column shield jsonb;
      alter table silences
        add column phone_ids uuid[] not null default '{}',
        add column appeal text,
        add column appealed_at timestamptz;
      create table rule_sets (
        organisation_id uuid not null,
        rally_id uuid references rallies (id),
        rules jsonb not null,
        updated_at timestamptz not null default now(),
        updated_by uuid not null
      );
      create unique index rule_sets_one
        on rule_sets (organisation_id, coalesce(rally_id, '00000000-0000-0000-0000-000000000000'));
      create table held_messages (
        id uuid primary key,
        rally_id uuid not null references rallies (id),
        room_key text not null,
        author_id uuid not null,
        device_id uuid not null,
        client_id uuid not null,
        author_name text,
        author_role text,
        region_path text,
        text text not null,
        reasons jsonb not null,
        held_at timestamptz not null default now(),
        claimed_by uuid,
        claimed_until timestamptz,
        decided_at timestamptz,
        decided_by uuid,
        approved boolean,
        constraint held_messages_once unique (rally_id, author_id, client_id)
      );
      create index held_messages_waiting on held_messages (rally_id, held_at) where decided_at is null;
      create table message_reports (
        message_id uuid not null,
        reporter_id uuid not null,
        rally_id uuid not null references rallies (id),
        author_id uuid not null,
        reason text not null,
        at timestamptz not null default now(),
        primary key (message_id, reporter_id)
      );
      create index message_reports_author on message_reports (rally_id, author_id);
      create index chat_messages_author on chat_messages (rally_id, author_id, at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index chat_messages_author;
      drop table message_reports;
      drop table held_messages;
      drop table rule_sets;
      alter table silences drop column phone_ids, drop column appeal, drop column appealed_at;
      alter table chat_settings drop column hold_all, drop column hold_links, drop column region_only,
        drop column region_rooms_paused, drop column delay_seconds, drop column shield;
    `);
  }
}
