import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type GrantScope, isInForce, type Role } from '@sammelan/shared/access/access.rules.js';
import { v7 as uuid } from 'uuid';
import { NotFoundError } from './access.errors.js';
import type { Grant } from './grant.entity.js';
import { type GrantSearch, GrantsRepository, type NamedGrant, type NewGrant } from './grants.repository.js';

/** setTimeout's own limit is 2³¹ ms; a role for longer is looked at again on the way. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * What was taken away elsewhere, by another process or by `owner:restore -- --end-owners`, is looked for so often, and so far
 * back that a database that was away for a while is caught up with.
 */
const lookEveryMs = 5000;
const lookBackSeconds = 600;

export type { Grant, NamedGrant };

type Listener = (identityId: string) => void;

export interface GiveGrant {
  identityId: string;
  name: string;
  organisationId: string;
  role: Role;
  rallyId: string | null;
  regionPath: string;
  inviteId?: string;
  grantedBy?: string;
  expiresAt?: Date | null;
}

/**
 * Who holds which role. Grants in force are kept in memory: those who hold any are few beside the viewers, so that a
 * viewer's handshake costs no query.
 */
@Injectable()
export class GrantsService implements OnModuleInit, OnModuleDestroy {
  private readonly byIdentity = new Map<string, Grant[]>();
  private readonly listeners = new Set<Listener>();
  private expiring: NodeJS.Timeout | undefined;
  private expiresNext = Infinity;
  private looking: NodeJS.Timeout | undefined;

  constructor(private readonly repository: GrantsRepository) {}

  async onModuleInit(): Promise<void> {
    for (const grant of await this.repository.allInForce()) this.remember(grant);
    // Where the database is away, the next look finds it.
    this.looking = setInterval(() => void this.dropRevoked().catch(() => undefined), lookEveryMs).unref();
  }

  onModuleDestroy(): void {
    clearTimeout(this.expiring);
    clearInterval(this.looking);
  }

  /** Grants of an identity; expired ones may be among them, the policy looks at the time. */
  of(identityId: string): GrantScope[] {
    return (this.byIdentity.get(identityId) ?? []).map(toScope);
  }

  /** Gives a role. From the same invite to the same person: once. */
  async give(given: GiveGrant): Promise<Grant> {
    const row: NewGrant = {
      id: uuid(),
      organisationId: given.organisationId,
      memberId: given.identityId,
      role: given.role,
      rallyId: given.rallyId,
      regionPath: given.regionPath,
      inviteId: given.inviteId ?? null,
      grantedBy: given.grantedBy ?? null,
      expiresAt: given.expiresAt ?? null,
    };
    const member = { id: given.identityId, organisationId: given.organisationId, name: given.name };
    const grant = await this.repository.give(member, row);
    if (grant.revokedAt === null) this.remember(grant);
    this.tell(given.identityId);
    return grant;
  }

  /** Takes a role away; live sockets and transports of its holder lose it at once. */
  async revoke(id: string, by: string): Promise<Grant> {
    const grant = await this.repository.find(id);
    if (!grant) throw new NotFoundError('grant');
    await this.repository.revoke(id, by);
    this.drop(grant);
    return grant;
  }

  /** Gives a role longer, or takes it away sooner, than was said; null: for good. */
  async prolong(id: string, expiresAt: Date | null): Promise<Grant> {
    const grant = await this.repository.prolong(id, expiresAt);
    if (!grant) throw new NotFoundError('grant');
    this.remember(grant);
    this.tell(grant.memberId);
    return grant;
  }

  /** Roles in a rally that are in force, with their holders' names. */
  ofRally(rallyId: string): Promise<NamedGrant[]> {
    return this.repository.ofRally(rallyId);
  }

  /** Roles in force within some subtrees, in rallies and over all of them, newest first. */
  search(organisationId: string, wanted: GrantSearch, limit: number): Promise<NamedGrant[]> {
    return this.repository.search(organisationId, wanted, limit);
  }

  /** One role by its id, if it is in force; else none. */
  named(id: string): Promise<NamedGrant[]> {
    return this.repository.named(id);
  }

  /** Every role that somebody holds or held. */
  everOf(identityId: string): Promise<Grant[]> {
    return this.repository.everOf(identityId);
  }

  /** Regions moved: `currentPath` gives each path's new one. Live sockets hear of it like of any change. */
  async relocate(currentPath: (path: string) => string): Promise<void> {
    const grants = [...this.byIdentity.values()].flat();
    for (const from of new Set(grants.map(({ regionPath }) => regionPath))) {
      const to = currentPath(from);
      if (to === from) continue;
      await this.repository.relocate(from, to);
      for (const grant of grants.filter(({ regionPath }) => regionPath === from)) {
        this.remember({ ...grant, regionPath: to });
        this.tell(grant.memberId);
      }
    }
  }

  /** How many people hold the whole organisation now. */
  get owners(): number {
    const holds = (grant: Grant): boolean =>
      grant.role === 'owner' && grant.rallyId === null && (grant.expiresAt === null || grant.expiresAt > new Date());
    return [...this.byIdentity.values()].filter((grants) => grants.some(holds)).length;
  }

  /** Everybody who holds a role now, by name: nobody else may be called like them. */
  namesOfHolders(): Promise<{ identityId: string; name: string }[]> {
    return this.repository.namesOfHolders();
  }

  find(id: string): Promise<Grant | null> {
    return this.repository.find(id);
  }

  /** What the holder of a role calls themselves; null where they never said. */
  nameOf(identityId: string): Promise<string | null> {
    return this.repository.nameOf(identityId);
  }

  async rename(identityId: string, name: string): Promise<void> {
    if (this.byIdentity.has(identityId)) await this.repository.rename(identityId, name);
  }

  /** Calls `listener` with the identity whose grants changed. */
  onChange(listener: Listener): void {
    this.listeners.add(listener);
  }

  private async dropRevoked(): Promise<void> {
    for (const grant of await this.repository.revokedWithin(lookBackSeconds)) {
      if (this.byIdentity.get(grant.memberId)?.some(({ id }) => id === grant.id)) this.drop(grant);
    }
  }

  private drop({ id, memberId }: Pick<Grant, 'id' | 'memberId'>): void {
    const left = (this.byIdentity.get(memberId) ?? []).filter((one) => one.id !== id);
    if (left.length) this.byIdentity.set(memberId, left);
    else this.byIdentity.delete(memberId);
    this.tell(memberId);
  }

  private remember(grant: Grant): void {
    const others = (this.byIdentity.get(grant.memberId) ?? []).filter((one) => one.id !== grant.id);
    this.byIdentity.set(grant.memberId, [...others, grant]);
    if (grant.expiresAt) this.wakeAt(grant.expiresAt.getTime());
  }

  /** A role that runs out is taken away in that moment, on live sockets too. */
  private wakeAt(time: number): void {
    if (time >= this.expiresNext) return;
    this.expiresNext = time;
    clearTimeout(this.expiring);
    this.expiring = setTimeout(() => this.expire(), Math.min(Math.max(0, time - Date.now()), longestTimerMs)).unref();
  }

  private expire(): void {
    const now = Date.now();
    this.expiresNext = Infinity;
    const over: string[] = [];
    for (const [identityId, grants] of this.byIdentity) {
      const left = grants.filter((grant) => isInForce(toScope(grant), now));
      if (left.length < grants.length) over.push(identityId);
      if (left.length) this.byIdentity.set(identityId, left);
      else this.byIdentity.delete(identityId);
      for (const { expiresAt } of left) if (expiresAt) this.wakeAt(expiresAt.getTime());
    }
    for (const identityId of over) this.tell(identityId);
  }

  private tell(identityId: string): void {
    for (const listener of this.listeners) listener(identityId);
  }
}

const toScope = (grant: Grant): GrantScope => ({
  role: grant.role,
  organisationId: grant.organisationId,
  rallyId: grant.rallyId,
  regionPath: grant.regionPath,
  expiresAt: grant.expiresAt?.toISOString() ?? null,
});
