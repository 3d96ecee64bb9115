import { Inject, Injectable } from '@nestjs/common';
import { isOrganisationWide, mayGive, type Role } from '@sammelan/shared/access/access.rules.js';
import type { RedeemedView, RedeemInviteDto } from '@sammelan/shared/auth/auth.dto.js';
import type { CreateInviteDto, InviteView } from '@sammelan/shared/invites/invites.dto.js';
import { v7 as uuid } from 'uuid';
import { ForbiddenError, NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { GrantsService } from '../access/grants.service.js';
import { TokensService } from '../access/tokens.service.js';
import { AuthService } from '../auth/auth.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { PublicAddress } from '../http/public-address.js';
import { RalliesService } from '../rallies/rallies.service.js';
import type { Invite } from './invite.entity.js';
import { InviteInvalidError } from './invites.errors.js';
import { InvitesRepository } from './invites.repository.js';

const defaultLifeMs = 7 * 24 * 3600 * 1000;

type Refusal = NonNullable<RedeemedView['reason']>;

export interface NewInvite extends Omit<CreateInviteDto, 'expiresAt'> {
  /** Null: a role in the whole organisation. */
  rallyId: string | null;
  expiresAt?: Date;
  createdBy: string | null;
}

/** Signed links that give a role. What a link gives is in the database; the link only names it. */
@Injectable()
export class InvitesService {
  constructor(
    private readonly repository: InvitesRepository,
    private readonly tokens: TokensService,
    private readonly grants: GrantsService,
    private readonly auth: AuthService,
    private readonly rallies: RalliesService,
    private readonly organisation: OrganisationService,
    @Inject(PublicAddress) private readonly address: PublicAddress,
  ) {}

  /** Creates a link in a rally on behalf of somebody, who can give only roles below their own, in their own subtree. */
  async createFor(caller: Caller, rallyId: string, dto: CreateInviteDto): Promise<InviteView> {
    await this.rallies.get(rallyId);
    const regionPath = dto.regionPath ?? '/';
    const allowed = caller.grants.some(
      (grant) =>
        mayGive(grant.role, dto.role) &&
        (grant.rallyId === null || (grant.rallyId === rallyId && !isOrganisationWide(dto.role))) &&
        (grant.expiresAt === null || Date.parse(grant.expiresAt) > Date.now()) &&
        regionPath.startsWith(grant.regionPath),
    );
    if (!allowed) throw new ForbiddenError();
    const { expiresAt, ...rest } = dto;
    return this.create({
      ...rest,
      rallyId,
      createdBy: caller.identityId,
      ...(expiresAt ? { expiresAt: new Date(expiresAt) } : {}),
    });
  }

  async create(invite: NewInvite): Promise<InviteView> {
    const row = {
      id: uuid(),
      organisationId: this.organisation.id,
      rallyId: invite.rallyId,
      role: invite.role,
      label: invite.label,
      quota: invite.quota ?? 1,
      regionPath: invite.regionPath ?? '/',
      expiresAt: invite.expiresAt ?? new Date(Date.now() + defaultLifeMs),
      createdBy: invite.createdBy,
    };
    await this.repository.insert(row);
    return this.view({ ...row, used: 0, revokedAt: null, createdAt: new Date() });
  }

  async ofRally(rallyId: string): Promise<InviteView[]> {
    return Promise.all((await this.repository.ofRally(rallyId)).map((invite) => this.view(invite)));
  }

  async revoke(rallyId: string, inviteId: string): Promise<void> {
    const invite = await this.repository.find(inviteId);
    if (invite?.rallyId !== rallyId) throw new NotFoundError('invite');
    await this.repository.revoke(inviteId);
  }

  /**
   * Redeems a link for the caller. A link that is expired, revoked or used up is no error: whoever holds it may watch,
   * as with any forwarded link; `reason` says why there was no more.
   * @throws InviteInvalidError where it is not a link of ours
   */
  async redeem(caller: Caller, { token, name }: RedeemInviteDto): Promise<RedeemedView> {
    const inviteId = await this.tokens.readInvite(token);
    const invite = inviteId && (await this.repository.find(inviteId));
    if (!invite) throw new InviteInvalidError();
    const reason = await this.refusal(invite, caller.identityId);
    const calledNow = name?.trim() || caller.name || (invite.role === 'viewer' ? null : invite.label);
    if (!reason && invite.role !== 'viewer') {
      await this.grants.give({
        identityId: caller.identityId,
        name: calledNow ?? invite.label,
        organisationId: invite.organisationId,
        role: invite.role,
        rallyId: isOrganisationWide(invite.role) ? null : invite.rallyId,
        regionPath: invite.regionPath,
        inviteId: invite.id,
        ...(invite.createdBy ? { grantedBy: invite.createdBy } : {}),
      });
    }
    const { slug } = invite.rallyId ? await this.rallies.get(invite.rallyId) : { slug: null };
    return {
      session: await this.auth.sign({ ...caller, name: calledNow }),
      granted: reason === null,
      role: reason === null ? invite.role : ('viewer' satisfies Role),
      rallySlug: slug,
      reason,
    };
  }

  /** Whether this identity has come to the rally by a signed link, be it only to watch. */
  wasRedeemedBy(rallyId: string, identityId: string): Promise<boolean> {
    return this.repository.wasRedeemedBy(rallyId, identityId);
  }

  /** Why the link gives no role now; null where it does (again, for whoever used it before and still holds the role). */
  private async refusal(invite: Invite, identityId: string): Promise<Refusal | null> {
    if (invite.revokedAt) return 'invite-revoked';
    if (invite.expiresAt.getTime() <= Date.now()) return 'invite-expired';
    return (await this.repository.use(invite.id, identityId)) === 'used-up' ? 'invite-used-up' : null;
  }

  private async view(invite: Invite): Promise<InviteView> {
    const token = await this.tokens.signInvite(invite.id, invite.expiresAt);
    return {
      id: invite.id,
      role: invite.role,
      label: invite.label,
      quota: invite.quota,
      used: invite.used,
      expiresAt: invite.expiresAt.toISOString(),
      revokedAt: invite.revokedAt?.toISOString() ?? null,
      regionPath: invite.regionPath,
      createdAt: invite.createdAt.toISOString(),
      url: `${this.address.url}/join#${token}`,
    };
  }
}
