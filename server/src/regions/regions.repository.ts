import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Region } from './region.entity.js';
import type { RegionRow } from './region-tree.js';

/** Rows per statement: enough that round trips do not count, few enough that no statement is large. */
const batchRows = 5000;

/** Any number that no other feature uses: imports of one database take turns on it. */
const importLock = 7_301_001;

@Injectable()
export class RegionsRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** The whole tree, parents before their children. */
  all(organisationId: string): Promise<Region[]> {
    return this.db.getRepository(Region).find({ where: { organisationId }, order: { level: 'ASC', code: 'ASC' } });
  }

  /** Writes new and changed regions, all or none. */
  async save(organisationId: string, rows: readonly RegionRow[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [importLock]);
      for (let start = 0; start < rows.length; start += batchRows) {
        const batch = rows.slice(start, start + batchRows);
        await tx.query(
          `insert into regions (organisation_id, code, path, level, name)
           select $1, code, path, level, name::jsonb
             from unnest($2::text[], $3::text[], $4::smallint[], $5::text[]) as row (code, path, level, name)
           on conflict (organisation_id, code)
           do update set path = excluded.path, level = excluded.level, name = excluded.name`,
          [
            organisationId,
            batch.map((row) => row.code),
            batch.map((row) => row.path),
            batch.map((row) => row.level),
            batch.map((row) => JSON.stringify(row.name)),
          ],
        );
      }
    });
  }
}
