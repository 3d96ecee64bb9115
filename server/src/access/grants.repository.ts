import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Role } from '@sammelan/shared/access/access.rules.js';
import { DataSource, IsNull, type SelectQueryBuilder } from 'typeorm';
import { Grant } from './grant.entity.js';
import { Member } from './member.entity.js';

export type NewGrant = Omit<Grant, 'grantedAt' | 'revokedAt' | 'revokedBy'>;

/** With the holder's name, and that of whoever gave it. */
export type NamedGrant = Grant & { name: string; givenBy: string | null };

export interface GrantSearch {
  search?: string | undefined;
  role?: Role | undefined;
  regionPath?: string | undefined;
  before?: string | undefined;
  /** Paths of the regions whose subtrees are looked in. */
  subtrees: readonly string[];
}

@Injectable()
export class GrantsRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  allInForce(): Promise<Grant[]> {
    return this.db.getRepository(Grant).findBy({ revokedAt: IsNull() });
  }

  /** Those that were taken away within the last `seconds`, through whichever process. */
  revokedWithin(seconds: number): Promise<Pick<Grant, 'id' | 'memberId'>[]> {
    return this.db.query(
      `select id, member_id as "memberId" from grants where revoked_at > now() - $1 * interval '1 second'`,
      [seconds],
    );
  }

  find(id: string): Promise<Grant | null> {
    return this.db.getRepository(Grant).findOneBy({ id });
  }

  /** What a member calls themselves; null where they never said, or are no member. */
  async nameOf(memberId: string): Promise<string | null> {
    return (await this.db.getRepository(Member).findOneBy({ id: memberId }))?.name || null;
  }

  /** Every grant that somebody holds or held. */
  everOf(memberId: string): Promise<Grant[]> {
    return this.db.getRepository(Grant).findBy({ memberId });
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

  /** Null where there is none, or it was revoked. */
  async prolong(id: string, expiresAt: Date | null): Promise<Grant | null> {
    const { affected } = await this.db.getRepository(Grant).update({ id, revokedAt: IsNull() }, { expiresAt });
    return affected === 1 ? this.find(id) : null;
  }

  /** Everybody who holds more than a viewer does, by name. */
  namesOfHolders(): Promise<{ identityId: string; name: string }[]> {
    return this.db.query(
      `select distinct m.id as "identityId", m.name from members m join grants g on g.member_id = m.id
        where g.revoked_at is null and (g.expires_at is null or g.expires_at > now()) and g.role <> 'viewer'`,
    );
  }

  async rename(memberId: string, name: string): Promise<void> {
    await this.db.getRepository(Member).update({ id: memberId }, { name });
  }

  /** Grants in a rally that are in force, newest first. */
  ofRally(rallyId: string): Promise<NamedGrant[]> {
    return this.inForce().andWhere('g.rally_id = :rallyId', { rallyId }).getRawMany();
  }

  /** One that is in force; else none. */
  named(id: string): Promise<NamedGrant[]> {
    return this.inForce().andWhere('g.id = :id', { id }).getRawMany();
  }

  /** Grants in force within these subtrees, newest first. */
  search(organisationId: string, { search, role, regionPath, before, subtrees }: GrantSearch, limit: number) {
    const found = this.inForce()
      .andWhere('g.organisation_id = :organisationId', { organisationId })
      .andWhere('g.region_path like any (:subtrees)', { subtrees: subtrees.map(beginsWith) })
      .limit(limit);
    if (search !== undefined) found.andWhere('m.name ilike :search', { search: `%${escaped(search.trim())}%` });
    if (role !== undefined) found.andWhere('g.role = :role', { role });
    if (regionPath !== undefined) found.andWhere('g.region_path like :path', { path: beginsWith(regionPath) });
    if (before !== undefined) found.andWhere('g.id < :before', { before });
    return found.getRawMany<NamedGrant>();
  }

  /** Writes another path to the grants that hold `from`. */
  async relocate(from: string, to: string): Promise<void> {
    await this.db.getRepository(Grant).update({ regionPath: from, revokedAt: IsNull() }, { regionPath: to });
  }

  private inForce(): SelectQueryBuilder<Grant> {
    return (
      this.db
        .getRepository(Grant)
        .createQueryBuilder('g')
        .innerJoin(Member, 'm', 'm.id = g.member_id')
        .leftJoin(Member, 'giver', 'giver.id = g.granted_by')
        .select([
          'g.id as id',
          'g.organisation_id as "organisationId"',
          'g.member_id as "memberId"',
          'g.role as role',
          'g.rally_id as "rallyId"',
          'g.region_path as "regionPath"',
          'g.invite_id as "inviteId"',
          'g.expires_at as "expiresAt"',
          'g.granted_at as "grantedAt"',
          'm.name as name',
          'giver.name as "givenBy"',
        ])
        .where('g.revoked_at is null and (g.expires_at is null or g.expires_at > now())')
        // Ids are made in the order of time (UUID version 7).
        .orderBy('g.id', 'DESC')
    );
  }
}

/** Neither sign means anything in a search. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
const beginsWith = (path: string): string => `${escaped(path)}%`;
