import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Captions, keys for captioners outside, and the two roles beside the stage; a link may name the language it is for. */
export class Captions1760000075000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table caption_lines (
        rally_id uuid not null references rallies (id),
        line_id uuid not null,
        language text not null,
        text text not null,
        at timestamptz not null,
        revision int not null,
        author_id uuid,
        removed boolean not null default false,
        primary key (rally_id, line_id)
      );
      create table caption_keys (
        id uuid primary key,
        rally_id uuid not null references rallies (id),
        label text not null,
        language text not null,
        key_hash bytea not null unique,
        created_at timestamptz not null default now(),
        created_by uuid not null,
        used_at timestamptz,
        revoked_at timestamptz
      );
      create index caption_keys_rally on caption_keys (rally_id);
      alter table invites add column language text;
      alter table grants drop constraint grants_role;
      alter table grants add constraint grants_role check (role in
        ('owner', 'state-organiser', 'district-organiser', 'producer', 'moderator', 'analyst', 'speaker',
         'interpreter', 'captioner'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from grants where role in ('interpreter', 'captioner');
      alter table grants drop constraint grants_role;
      alter table grants add constraint grants_role check (role in
        ('owner', 'state-organiser', 'district-organiser', 'producer', 'moderator', 'analyst', 'speaker'));
      alter table invites drop column language;
      drop table caption_keys;
      drop table caption_lines;
    `);
  }
}
