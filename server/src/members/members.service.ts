import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { mayGiveOver } from '@sammelan/shared/access/access.rules.js';
import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import { ForbiddenError, NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { GrantsService } from '../access/grants.service.js';
import { AuditService } from '../audit/audit.service.js';
import { InvitesService } from '../invites/invites.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { LastOwnerError } from './members.errors.js';

/** Who holds which role, and its end. */
@Injectable()
export class MembersService implements OnApplicationBootstrap {
  constructor(
    private readonly grants: GrantsService,
    private readonly invites: InvitesService,
    private readonly regions: RegionsService,
    private readonly organisation: OrganisationService,
    private readonly audit: AuditService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const relocate = (): Promise<void> => this.grants.relocate((path) => this.regions.currentPath(path));
    await relocate();
    this.regions.onChanged(relocate);
  }

  /** Roles in a rally; with null, those over the whole organisation. */
  async list(rallyId: string | null): Promise<GrantView[]> {
    const grants = await (rallyId ? this.grants.ofRally(rallyId) : this.grants.ofOrganisation(this.organisation.id));
    const labels = await this.invites.labels(grants.flatMap(({ inviteId }) => inviteId ?? []));
    return grants.map((grant) => ({
      id: grant.id,
      identityId: grant.memberId,
      name: grant.name,
      role: grant.role,
      regionPath: grant.regionPath,
      expiresAt: grant.expiresAt?.toISOString() ?? null,
      grantedAt: grant.grantedAt.toISOString(),
      inviteLabel: (grant.inviteId && labels.get(grant.inviteId)) ?? null,
    }));
  }

  /**
   * Takes a role away, at once, on live sockets and transports too.
   * @throws ForbiddenError for a role that the caller could not have given; LastOwnerError
   */
  async revoke(caller: Caller, rallyId: string | null, grantId: string): Promise<void> {
    const grant = await this.grants.find(grantId);
    if (!grant || grant.rallyId !== rallyId || grant.revokedAt) throw new NotFoundError('grant');
    if (!mayGiveOver(caller.grants, grant, Date.now())) throw new ForbiddenError();
    if (grant.role === 'owner' && this.grants.owners <= 1) throw new LastOwnerError();
    await this.grants.revoke(grantId, caller.identityId);
    await this.audit.record({
      actor: caller,
      action: 'grant.revoke',
      subject: (await this.grants.nameOf(grant.memberId)) ?? grant.memberId,
      details: { identityId: grant.memberId, role: grant.role, regionPath: grant.regionPath },
      rallyId,
    });
  }
}
