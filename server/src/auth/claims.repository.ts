import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

@Injectable()
export class ClaimsRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** Makes this token the one that counts; every earlier one is void. */
  async replace(organisationId: string, tokenHash: Buffer): Promise<void> {
    await this.db.query(
      `insert into claims (organisation_id, token_hash) values ($1, $2)
       on conflict (organisation_id) do update
         set token_hash = excluded.token_hash, made_at = now(), claimed_at = null, claimed_by = null`,
      [organisationId, tokenHash],
    );
  }

  /** Uses the token up. False where it is not the one that counts, or somebody was faster. */
  async take(organisationId: string, tokenHash: Buffer, identityId: string): Promise<boolean> {
    const [, taken] = await this.db.query<[unknown, number]>(
      `update claims set claimed_at = now(), claimed_by = $3
        where organisation_id = $1 and token_hash = $2 and claimed_at is null`,
      [organisationId, tokenHash, identityId],
    );
    return taken === 1;
  }
}
