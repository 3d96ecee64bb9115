import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Between, ILike, In, IsNull, LessThan, LessThanOrEqual, MoreThanOrEqual, Repository } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';
import type { Root } from './audit-chain.js';
import { AuditEntry } from './audit-entry.entity.js';

/** Rows in one statement: PostgreSQL takes 65,535 parameters. */
const batchRows = 5000;

export interface AuditWanted {
  before: number;
  actor?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** Only of these rallies. */
  rallyIds?: readonly string[] | undefined;
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

  /** Newest first, of the whole organisation. */
  search(organisationId: string, wanted: AuditWanted, limit: number): Promise<AuditEntry[]> {
    const { before, actor, action, subject, from, to, rallyIds } = wanted;
    const where: FindOptionsWhere<AuditEntry> = { organisationId, seq: LessThan(String(before)) };
    if (actor !== undefined) where.actorName = ILike(`%${escaped(actor)}%`);
    if (action !== undefined) where.action = ILike(`${escaped(action)}%`);
    if (subject !== undefined) where.subject = ILike(`%${escaped(subject)}%`);
    if (from && to) where.at = Between(from, to);
    else if (from) where.at = MoreThanOrEqual(from);
    else if (to) where.at = LessThanOrEqual(to);
    if (rallyIds) where.rallyId = In([...rallyIds]);
    return this.entries.find({ where, order: { seq: 'DESC' }, take: limit });
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
