import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, Repository } from 'typeorm';
import { AuditEntry } from './audit-entry.entity.js';

@Injectable()
export class AuditRepository {
  constructor(@InjectRepository(AuditEntry) private readonly entries: Repository<AuditEntry>) {}

  async insert(entry: Omit<AuditEntry, 'seq' | 'at'>): Promise<void> {
    await this.entries.insert(entry);
  }

  /** Newest first, older than `before`. A null rally means the organisation's own entries. */
  list(organisationId: string, rallyId: string | null, before: number, limit: number): Promise<AuditEntry[]> {
    return this.entries.find({
      where: { organisationId, rallyId: rallyId ?? IsNull(), seq: LessThan(String(before)) },
      order: { seq: 'DESC' },
      take: limit,
    });
  }
}
