import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, Repository } from 'typeorm';
import type { Root } from './audit-chain.js';
import { AuditEntry } from './audit-entry.entity.js';

/** Rows in one statement: PostgreSQL takes 65,535 parameters. */
const batchRows = 5000;

/** Entries that somebody may read: all; or those of rallies for these subtrees and of these rallies, and acts on these subtrees. */
export interface AuditReach {
  whole: boolean;
  subtrees: readonly string[];
  rallyIds: readonly string[];
}

export interface AuditWanted {
  before: number;
  actor?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  reach: AuditReach;
}

@Injectable()
export class AuditRepository {
  constructor(@InjectRepository(AuditEntry) private readonly entries: Repository<AuditEntry>) {}

  /** Number and hash are the database's to give. */
  async insert(entries: readonly Omit<AuditEntry, 'seq' | 'at' | 'hash'>[]): Promise<void> {
    for (let first = 0; first < entries.length; first += batchRows) {
      const values = entries.slice(first, first + batchRows);
      await this.entries.createQueryBuilder().insert().values(values).returning('').execute();
    }
  }

  /** A rally's entries of moderation in which somebody is named, newest first. */
  about(organisationId: string, rallyId: string, identityId: string, limit: number): Promise<AuditEntry[]> {
    return this.entries
      .createQueryBuilder('e')
      .where('e.organisation_id = :organisationId and e.rally_id = :rallyId', { organisationId, rallyId })
      .andWhere(`e.action like 'moderation.%' and (e.details->>'identityId' = :id or e.details->>'authorId' = :id)`, {
        id: identityId,
      })
      .orderBy('e.seq', 'DESC')
      .take(limit)
      .getMany();
  }

  /** Newest first, older than `before`. A null rally means the organisation's own entries. */
  list(organisationId: string, rallyId: string | null, before: number, limit: number): Promise<AuditEntry[]> {
    return this.entries.find({
      where: { organisationId, rallyId: rallyId ?? IsNull(), seq: LessThan(String(before)) },
      order: { seq: 'DESC' },
      take: limit,
    });
  }

  /** Newest first. */
  search(organisationId: string, wanted: AuditWanted, limit: number): Promise<AuditEntry[]> {
    const { before, actor, action, subject, from, to, reach } = wanted;
    const found = this.entries
      .createQueryBuilder('e')
      .where('e.organisation_id = :organisationId and e.seq < :before', { organisationId, before: String(before) })
      .orderBy('e.seq', 'DESC')
      .take(limit);
    const { rallyIds } = reach;
    const subtrees = reach.subtrees.map((path) => `${escaped(path)}%`);
    if (!reach.whole)
      found.andWhere(
        `(e.rally_id = any(:rallyIds) or e.rally_id in (select id from rallies where region_path like any(:subtrees))
          or (e.rally_id is null and e.details->>'regionPath' like any(:subtrees)))`,
        { rallyIds, subtrees },
      );
    if (actor !== undefined) found.andWhere('e.actor_name ilike :actor', { actor: `%${escaped(actor)}%` });
    if (action !== undefined) found.andWhere('e.action ilike :action', { action: `${escaped(action)}%` });
    if (subject !== undefined) found.andWhere('e.subject ilike :subject', { subject: `%${escaped(subject)}%` });
    if (from) found.andWhere('e.at >= :from', { from });
    if (to) found.andWhere('e.at <= :to', { to });
    return found.getMany();
  }

  async lastRoot(): Promise<Root | null> {
    const sql =
      'select number, seq, hash, audit_time(at) as at, signature from audit_roots order by number desc limit 1';
    return (await this.query<Root>(sql, []))[0] ?? null;
  }

  /** Where another process was faster nothing is stored. */
  async insertRoot({ number, seq, hash, at, signature }: Root): Promise<void> {
    const sql =
      'insert into audit_roots (number, seq, hash, at, signature) values ($1, $2, $3, $4, $5) on conflict do nothing';
    await this.query(sql, [number, seq, hash, at, signature]);
  }

  query<Row>(sql: string, values: unknown[]): Promise<Row[]> {
    return this.entries.query<Row[]>(sql, values);
  }
}

const escaped = (text: string): string => text.trim().replace(/[\\%_]/g, '\\$&');
