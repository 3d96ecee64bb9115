import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Chat1760000010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table chat_settings (
        rally_id uuid primary key references rallies (id),
        slow_seconds int not null,
        paused boolean not null,
        links_allowed boolean not null
      );
      create table chat_rooms (
        rally_id uuid not null references rallies (id),
        key text not null,
        last_seq bigint not null default 0,
        pinned_id uuid,
        primary key (rally_id, key)
      );
      create table chat_messages (
        id uuid primary key,
        rally_id uuid not null,
        room_key text not null,
        seq bigint not null,
        author_id uuid not null,
        device_id uuid not null,
        client_id uuid not null,
        author_name text,
        author_role text,
        region_path text,
        text text not null,
        at timestamptz not null default now(),
        removed_at timestamptz,
        removed_by uuid,
        constraint chat_messages_removed_is_empty check (removed_at is null or text = ''),
        constraint chat_messages_place unique (rally_id, room_key, seq),
        constraint chat_messages_once unique (rally_id, author_id, client_id),
        foreign key (rally_id, room_key) references chat_rooms (rally_id, key)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table chat_messages; drop table chat_rooms; drop table chat_settings');
  }
}
