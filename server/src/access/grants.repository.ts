import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull } from 'typeorm';
import { Grant } from './grant.entity.js';
import { Member } from './member.entity.js';

export type NewGrant = Omit<Grant, 'grantedAt' | 'revokedAt' | 'revokedBy'>;

@Injectable()
export class GrantsRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  allInForce(): Promise<Grant[]> {
    return this.db.getRepository(Grant).findBy({ revokedAt: IsNull() });
  }

  find(id: string): Promise<Grant | null> {
    return this.db.getRepository(Grant).findOneBy({ id });
  }

  /** What a member calls themselves; null where they never said, or are no member. */
  async nameOf(memberId: string): Promise<string | null> {
    return (await this.db.getRepository(Member).findOneBy({ id: memberId }))?.name || null;
  }

  /**
   * Stores the member (or their new name) and the grant. A second grant from the same invite to the same member changes
   * nothing and gives back the first.
   */
  async give(member: Pick<Member, 'id' | 'organisationId' | 'name'>, grant: NewGrant): Promise<Grant> {
    return this.db.transaction(async (tx) => {
      await tx.upsert(Member, member, ['id']);
      await tx.createQueryBuilder().insert().into(Grant).values(grant).orIgnore().execute();
      return grant.inviteId === null
        ? tx.findOneByOrFail(Grant, { id: grant.id })
        : tx.findOneByOrFail(Grant, { inviteId: grant.inviteId, memberId: member.id });
    });
  }

  /** False where it was revoked already. */
  async revoke(id: string, by: string): Promise<boolean> {
    const change = { revokedAt: () => 'now()', revokedBy: by };
    return (await this.db.getRepository(Grant).update({ id, revokedAt: IsNull() }, change)).affected === 1;
  }

  async rename(memberId: string, name: string): Promise<void> {
    await this.db.getRepository(Member).update({ id: memberId }, { name });
  }

  /** Grants in a rally that are in force, with their members' names, newest first. */
  ofRally(rallyId: string): Promise<(Grant & { name: string })[]> {
    return this.inForce('g.rally_id = :rallyId', { rallyId });
  }

  /** Grants over a whole organisation that are in force, with their members' names, newest first. */
  ofOrganisation(organisationId: string): Promise<(Grant & { name: string })[]> {
    return this.inForce('g.organisation_id = :organisationId and g.rally_id is null', { organisationId });
  }

  /** Writes another path to the grants that hold `from`. */
  async relocate(from: string, to: string): Promise<void> {
    await this.db.getRepository(Grant).update({ regionPath: from, revokedAt: IsNull() }, { regionPath: to });
  }

  private inForce(where: string, parameters: Record<string, string>): Promise<(Grant & { name: string })[]> {
    return this.db
      .getRepository(Grant)
      .createQueryBuilder('g')
      .innerJoin(Member, 'm', 'm.id = g.member_id')
      .select([
        'g.id as id',
        'g.member_id as "memberId"',
        'g.role as role',
        'g.rally_id as "rallyId"',
        'g.region_path as "regionPath"',
        'g.invite_id as "inviteId"',
        'g.expires_at as "expiresAt"',
        'g.granted_at as "grantedAt"',
        'm.name as name',
      ])
      .where(where, parameters)
      .andWhere('g.revoked_at is null and (g.expires_at is null or g.expires_at > now())')
      .orderBy('g.granted_at', 'DESC')
      .getRawMany();
  }
}
