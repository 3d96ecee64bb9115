import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Audit1760000005000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table audit (
        seq bigint generated always as identity primary key,
        organisation_id uuid not null references organisations (id),
        rally_id uuid,
        at timestamptz not null default clock_timestamp(),
        actor_id uuid,
        actor_name text not null,
        action text not null,
        subject text not null,
        details jsonb not null
      );
      create index audit_rally on audit (rally_id, seq);

      create function refuse_audit_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit list is append-only';
      end $$;
      create trigger audit_append_only before update or delete on audit
        for each row execute function refuse_audit_change();
      create trigger audit_not_truncated before truncate on audit
        for each statement execute function refuse_audit_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table audit; drop function refuse_audit_change');
  }
}
