import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { RuleSetDto } from '@sammelan/shared/moderation/rules.dto.js';
import { DataSource } from 'typeorm';

/** What organisers have set for the rules; `rallyId` null: for all rallies without a set of their own. */
export interface RuleSetRow {
  rallyId: string | null;
  rules: RuleSetDto;
  updatedAt: Date;
}

@Injectable()
export class RuleSetsRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async find(organisationId: string, rallyId: string | null): Promise<RuleSetRow | null> {
    const rows = await this.db.query<RuleSetRow[]>(
      `select rally_id as "rallyId", rules, updated_at as "updatedAt" from rule_sets
       where organisation_id = $1 and rally_id is not distinct from $2::uuid`,
      [organisationId, rallyId],
    );
    return rows[0] ?? null;
  }

  async save(organisationId: string, rallyId: string | null, rules: RuleSetDto, by: string): Promise<void> {
    await this.db.query(
      `insert into rule_sets (organisation_id, rally_id, rules, updated_by) values ($1, $2, $3, $4)
       on conflict (organisation_id, coalesce(rally_id, '00000000-0000-0000-0000-000000000000'))
       do update set rules = excluded.rules, updated_at = now(), updated_by = excluded.updated_by`,
      [organisationId, rallyId, JSON.stringify(rules), by],
    );
  }

  async remove(organisationId: string, rallyId: string | null): Promise<void> {
    await this.db.query('delete from rule_sets where organisation_id = $1 and rally_id is not distinct from $2::uuid', [
      organisationId,
      rallyId,
    ]);
  }
}
