import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Chains the audit list: each row carries SHA-256 over the hash of the row before and its own content. The database computes
 * it, in one place, so that every process and every statement gets the same chain: a lock that is held to the end of the
 * transaction gives rows their number and hash one after the other. `audit-chain.ts` says the same in TypeScript and checks it.
 *
 * Content: every field in order as `<bytes>:<text>,` (a netstring, https://cr.yp.to/proto/netstrings.txt), `-,` for null, so
 * that no two rows have the same content; times in UTC to the microsecond, details as PostgreSQL writes jsonb.
 */
export class AuditChain1760000031000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function audit_field(value text) returns text language sql immutable parallel safe
        return coalesce(octet_length(value) || ':' || value || ',', '-,');
      create function audit_time(value timestamptz) returns text language sql stable
        return to_char(value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
      create function audit_hash(previous bytea, seq bigint, organisation_id uuid, rally_id uuid, at timestamptz,
        actor_id uuid, actor_name text, action text, subject text, details jsonb)
        returns bytea language sql stable
        return sha256(previous || convert_to(audit_field(seq::text) || audit_field(organisation_id::text) ||
          audit_field(rally_id::text) || audit_field(audit_time(at)) || audit_field(actor_id::text) ||
          audit_field(actor_name) || audit_field(action) || audit_field(subject) || audit_field(details::text), 'UTF8'));

      alter table audit add column hash bytea;
      drop trigger audit_append_only on audit;
      do $$
      declare
        entry audit;
        last bytea := '\\x';
      begin
        for entry in select * from audit order by seq loop
          last := audit_hash(last, entry.seq, entry.organisation_id, entry.rally_id, entry.at, entry.actor_id,
            entry.actor_name, entry.action, entry.subject, entry.details);
          update audit set hash = last where seq = entry.seq;
        end loop;
      end $$;
      alter table audit alter column hash set not null;
      create trigger audit_append_only before update or delete on audit
        for each row execute function refuse_audit_change();

      create function chain_audit() returns trigger language plpgsql as $$
      declare
        last record;
      begin
        perform pg_advisory_xact_lock(hashtext('audit'), 0);
        select a.seq, a.hash into last from audit a order by a.seq desc limit 1;
        -- The number is given here, under the lock: those of the sequence may come in another order, and with gaps.
        new.seq := coalesce(last.seq, 0) + 1;
        new.hash := audit_hash(coalesce(last.hash, '\\x'), new.seq, new.organisation_id, new.rally_id, new.at,
          new.actor_id, new.actor_name, new.action, new.subject, new.details);
        return new;
      end $$;
      create trigger audit_chained before insert on audit for each row execute function chain_audit();

      create table audit_roots (
        number bigint primary key,
        seq bigint not null,
        hash bytea not null,
        at timestamptz not null,
        signature bytea not null
      );
      create trigger audit_roots_append_only before update or delete on audit_roots
        for each row execute function refuse_audit_change();
      create trigger audit_roots_not_truncated before truncate on audit_roots
        for each statement execute function refuse_audit_change();
      create index audit_actor on audit (actor_id, seq);
      create index audit_action on audit (action, seq);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table audit_roots;
      drop trigger audit_chained on audit;
      drop function chain_audit;
      drop index audit_actor, audit_action;
      alter table audit drop column hash;
      drop function audit_hash, audit_time, audit_field;
    `);
  }
}
