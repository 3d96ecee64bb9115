import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { powerToGive, scopeOf } from '@sammelan/shared/access/policy.rules.js';
import type { AuditAction } from '@sammelan/shared/audit/audit.dto.js';
import { PayloadError } from '@sammelan/shared/contract/parse.js';
import {
  type GiveGrantDto,
  type GrantView,
  grantsPerPage,
  type ListGrantsDto,
} from '@sammelan/shared/members/members.dto.js';
import { ForbiddenError, NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { type Grant, GrantsService, type NamedGrant } from '../access/grants.service.js';
import { AuditService } from '../audit/audit.service.js';
import { InvitesService } from '../invites/invites.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { LastOwnerError } from './members.errors.js';

type Place = Pick<Grant, 'role' | 'rallyId' | 'regionPath'>;

/** Who holds which role, where and why; giving it, prolonging it and taking it away. */
@Injectable()
export class MembersService implements OnApplicationBootstrap {
  constructor(
    private readonly grants: GrantsService,
    private readonly callers: CallersService,
    private readonly invites: InvitesService,
    private readonly rallies: RalliesService,
    private readonly regions: RegionsService,
    private readonly organisation: OrganisationService,
    private readonly audit: AuditService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const relocate = (): Promise<void> => this.grants.relocate((path) => this.regions.currentPath(path));
    await relocate();
    this.regions.onChanged(relocate);
  }

  /** Roles in a rally that lie in the caller's subtree, newest first. */
  async ofRally(caller: Caller, rallyId: string): Promise<GrantView[]> {
    await this.rallies.get(rallyId);
    const grants = (await this.grants.ofRally(rallyId)).filter((grant) => this.sees(caller, grant));
    return this.views(caller, grants);
  }

  /** Every role in the caller's subtree, in all rallies and over them, newest first, a page at a time. */
  async find(caller: Caller, { search, role, regionPath, before }: ListGrantsDto): Promise<GrantView[]> {
    const subtrees = caller.grants
      .filter((grant) => grant.rallyId === null && this.sees(caller, grant))
      .map((grant) => grant.regionPath);
    const wanted = { search, role, regionPath, before, subtrees };
    const grants = await this.grants.search(this.organisation.id, wanted, grantsPerPage);
    return this.views(caller, grants);
  }

  /**
   * Gives a role to somebody who holds, or held, one in the caller's subtree.
   * @throws ForbiddenError where it is not the caller's to give, or not to this person; RegionUnknownError, PayloadError
   */
  async give(caller: Caller, rallyId: string | null, dto: GiveGrantDto): Promise<GrantView> {
    if (rallyId) await this.rallies.get(rallyId);
    const regionPath = this.regions.demandPath(dto.regionPath ?? '/');
    const { identityId } = dto;
    const name = await this.nameOf(caller, identityId);
    const place = scopeOf({ role: dto.role, rallyId, regionPath });
    const until = this.demandPower(caller, 'grant.give', place, identityId);
    const grant = await this.grants.give({
      identityId,
      name,
      organisationId: this.organisation.id,
      ...place,
      grantedBy: caller.identityId,
      expiresAt: sooner(futureOf(dto.expiresAt), until),
    });
    await this.record(caller, 'grant.give', grant, name);
    return this.view(caller, grant.id);
  }

  /** Lets a role last longer or shorter. @throws ForbiddenError, NotFoundError, PayloadError */
  async prolong(caller: Caller, rallyId: string | null, id: string, expiresAt: string | null): Promise<GrantView> {
    const grant = await this.findOne(caller, rallyId, id);
    const until = this.demandPower(caller, 'grant.give', grant, grant.memberId);
    const changed = await this.grants.prolong(id, sooner(futureOf(expiresAt ?? undefined), until));
    await this.record(caller, 'grant.prolong', changed, (await this.grants.nameOf(grant.memberId)) ?? '');
    return this.view(caller, id);
  }

  /**
   * Takes a role away, at once, on live sockets and transports too. One's own anybody may lay down.
   * @throws ForbiddenError for a role that the caller could not have given; LastOwnerError
   */
  async revoke(caller: Caller, rallyId: string | null, id: string): Promise<void> {
    const grant = await this.findOne(caller, rallyId, id);
    if (grant.memberId !== caller.identityId) this.demandPower(caller, 'grant.revoke', grant, grant.memberId);
    if (grant.role === 'owner' && this.grants.owners <= 1) throw new LastOwnerError();
    await this.grants.revoke(id, caller.identityId);
    await this.record(caller, 'grant.revoke', grant, (await this.grants.nameOf(grant.memberId)) ?? '');
  }

  /** @returns until when the caller may give this role at most @throws ForbiddenError */
  private demandPower(
    caller: Caller,
    permission: 'grant.give' | 'grant.revoke',
    place: Place,
    holderId: string,
  ): Date | null {
    this.callers.demand(caller, permission, { ...this.target(place), person: this.grants.of(holderId) });
    const power = this.powerOver(caller, place);
    if (!power) throw new ForbiddenError('not-below');
    return power.until === null ? null : new Date(power.until);
  }

  private powerOver({ grants }: Caller, { role, rallyId, regionPath }: Place): { until: string | null } | null {
    return powerToGive(grants, { role, rallyId, regionPath, organisationId: this.organisation.id }, Date.now());
  }

  private sees(caller: Caller, place: Pick<Grant, 'rallyId' | 'regionPath'>): boolean {
    return this.callers.may(caller, 'grant.list', this.target(place));
  }

  private target({ rallyId, regionPath }: Pick<Grant, 'rallyId' | 'regionPath'>) {
    return { organisationId: this.organisation.id, regionPath, ...(rallyId === null ? {} : { rallyId }) };
  }

  /** A role that is in force, in the rally that the route names (null: any). Who may not see it is told there is none. */
  private async findOne(caller: Caller, rallyId: string | null, id: string): Promise<Grant> {
    const grant = await this.grants.find(id);
    if (!grant || grant.revokedAt || (rallyId !== null && grant.rallyId !== rallyId)) throw new NotFoundError('grant');
    if (grant.rallyId) await this.rallies.get(grant.rallyId);
    if (grant.memberId !== caller.identityId && !this.sees(caller, grant)) throw new ForbiddenError('other-region');
    return grant;
  }

  /** What somebody is called whom the caller knows: by a role, now or before, in their subtree. @throws NotFoundError */
  private async nameOf(caller: Caller, identityId: string): Promise<string> {
    const places = await this.grants.everOf(identityId);
    for (const { rallyId } of places) if (rallyId) await this.rallies.get(rallyId);
    if (!places.some((place) => this.sees(caller, place))) throw new NotFoundError('person');
    return (await this.grants.nameOf(identityId)) ?? '';
  }

  private async view(caller: Caller, id: string): Promise<GrantView> {
    const [view] = await this.views(caller, await this.grants.named(id));
    if (!view) throw new NotFoundError('grant');
    return view;
  }

  private async views(caller: Caller, grants: readonly NamedGrant[]): Promise<GrantView[]> {
    const labels = await this.invites.labels(grants.flatMap(({ inviteId }) => inviteId ?? []));
    return Promise.all(
      grants.map(async (grant) => ({
        id: grant.id,
        identityId: grant.memberId,
        name: grant.name,
        role: grant.role,
        regionPath: grant.regionPath,
        rally: grant.rallyId && { id: grant.rallyId, title: (await this.rallies.get(grant.rallyId)).title },
        expiresAt: grant.expiresAt?.toISOString() ?? null,
        grantedAt: grant.grantedAt.toISOString(),
        givenBy: grant.givenBy,
        inviteLabel: (grant.inviteId && labels.get(grant.inviteId)) ?? null,
        mayChange: this.mayChange(caller, grant),
      })),
    ) as Promise<GrantView[]>;
  }

  private mayChange(caller: Caller, grant: Grant): boolean {
    const target = { ...this.target(grant), person: this.grants.of(grant.memberId) };
    return this.callers.may(caller, 'grant.revoke', target) && this.powerOver(caller, grant) !== null;
  }

  private record(caller: Caller, action: AuditAction, grant: Grant, name: string): Promise<void> {
    const { id, role, regionPath, rallyId, memberId, expiresAt } = grant;
    const details = {
      role,
      regionPath,
      identityId: memberId,
      grantId: id,
      expiresAt: expiresAt?.toISOString() ?? null,
    };
    return this.audit.record({ actor: caller, action, subject: name, details, rallyId });
  }
}

/** @throws PayloadError for a time that has passed */
function futureOf(time: string | undefined): Date | null {
  if (time === undefined) return null;
  const date = new Date(time);
  if (date.getTime() <= Date.now()) throw new PayloadError({ expiresAt: ['must be in the future'] });
  return date;
}

/** The earlier of two ends; null is no end. */
const sooner = (one: Date | null, other: Date | null): Date | null =>
  one && other ? (one < other ? one : other) : (one ?? other);
