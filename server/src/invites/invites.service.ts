import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { isOrganisationWide } from '@sammelan/shared/access/access.rules.js';
import { powerToGive } from '@sammelan/shared/access/policy.rules.js';
import type { RedeemedView, RedeemInviteDto } from '@sammelan/shared/auth/auth.dto.js';
import { PayloadError } from '@sammelan/shared/contract/parse.js';
import type { CreateInviteDto, InviteView } from '@sammelan/shared/invites/invites.dto.js';
import { needsPhone } from '@sammelan/shared/invites/invites.rules.js';
import { v7 as uuid } from 'uuid';
import { ForbiddenError, NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { GrantsService } from '../access/grants.service.js';
import { TokensService } from '../access/tokens.service.js';
import { AuditService } from '../audit/audit.service.js';
import { AuthService } from '../auth/auth.service.js';
import { NamesService } from '../names/names.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { PublicAddress } from '../http/public-address.js';
import { CodesService } from '../phones/codes.service.js';
import { type ConfirmedPhone, PhonesService } from '../phones/phones.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { RegionsService } from '../regions/regions.service.js';
import type { Invite } from './invite.entity.js';
import { InviteUses } from './invite-uses.service.js';
import { InviteInvalidError } from './invites.errors.js';
import { InvitesRepository } from './invites.repository.js';
import { Redeemers } from './redeemers.service.js';

const defaultLifeMs = 7 * 24 * 3600 * 1000;

type Refusal = NonNullable<RedeemedView['reason']>;

export interface NewInvite extends Omit<CreateInviteDto, 'expiresAt' | 'phone'> {
  /** Null: a role in the whole organisation. */
  rallyId: string | null;
  expiresAt?: Date;
  createdBy: string | null;
  /** Whose phone has to be confirmed for it; left out: whoever has the link. */
  phone?: ConfirmedPhone;
}

type CreatedListener = (invite: { rallyId: string | null; language: SpokenLanguage | null }) => void;

/** Signed links that give a role. What a link gives is in the database; the link only names it. */
@Injectable()
export class InvitesService implements OnApplicationBootstrap {
  private readonly created: CreatedListener[] = [];

  constructor(
    private readonly repository: InvitesRepository,
    private readonly uses: InviteUses,
    private readonly redeemers: Redeemers,
    private readonly tokens: TokensService,
    private readonly grants: GrantsService,
    private readonly auth: AuthService,
    private readonly rallies: RalliesService,
    private readonly regions: RegionsService,
    private readonly organisation: OrganisationService,
    private readonly audit: AuditService,
    private readonly names: NamesService,
    private readonly codes: CodesService,
    private readonly phones: PhonesService,
    @Inject(PublicAddress) private readonly address: PublicAddress,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.rallies.invitesBy((rallyId, identityId) => this.wasRedeemedBy(rallyId, identityId));
    this.names.reserveFrom(async () =>
      (await this.repository.expectedSpeakers()).map((name) => ({ name, identityId: null })),
    );
    await this.relocate();
    this.regions.onChanged(() => this.relocate());
  }

  /** Called with each new link. */
  onCreated(listener: CreatedListener): void {
    this.created.push(listener);
  }

  /**
   * Creates a link on behalf of somebody: to a role in a rally (with null, over the organisation) that they may give.
   * @throws ForbiddenError, RegionUnknownError, PhoneInvalidError, PayloadError for an expiry that has passed and for a phone that
   *   is left out where the organisation wants one
   */
  async createFor(caller: Caller, rallyId: string | null, dto: CreateInviteDto): Promise<InviteView> {
    if (rallyId) await this.rallies.get(rallyId);
    const regionPath = this.regions.demandPath(dto.regionPath ?? '/');
    const expiresAt = dto.expiresAt ? new Date(dto.expiresAt) : undefined;
    if (expiresAt && expiresAt.getTime() <= Date.now())
      throw new PayloadError({ expiresAt: ['must be in the future'] });
    if (!dto.phone && needsPhone(dto.role, this.organisation.get()))
      throw new PayloadError({ phone: ['must be given for this role'] });
    if (!this.mayGive(caller, { role: dto.role, rallyId, regionPath })) throw new ForbiddenError();
    const view = await this.create({
      role: dto.role,
      label: dto.label.trim(),
      ...(dto.quota === undefined ? {} : { quota: dto.quota }),
      ...(expiresAt ? { expiresAt } : {}),
      ...(dto.language ? { language: dto.language } : {}),
      ...(dto.phone ? { phone: await this.codes.expect(dto.phone) } : {}),
      regionPath,
      rallyId,
      createdBy: caller.identityId,
    });
    const { id, role, label, quota } = view;
    await this.audit.record({
      actor: caller,
      action: 'invite.create',
      subject: label,
      details: { inviteId: id, role, quota, regionPath, phone: view.phoneLastTwo !== null },
      rallyId,
    });
    return view;
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
      language: invite.language ?? null,
      phoneId: invite.phone?.phoneId ?? null,
      phoneLastTwo: invite.phone?.lastTwo ?? null,
      expiresAt: invite.expiresAt ?? new Date(Date.now() + defaultLifeMs),
      createdBy: invite.createdBy,
    };
    await this.repository.insert(row);
    this.names.changed();
    for (const listener of this.created) listener(row);
    return this.view({ ...row, used: 0, revokedAt: null, createdAt: new Date() });
  }

  /** Of a rally; with null, of the whole organisation. */
  async list(rallyId: string | null): Promise<InviteView[]> {
    const invites = await this.repository.list(this.organisation.id, rallyId);
    return Promise.all(invites.map((invite) => this.view(invite)));
  }

  /** Of these, the caller's own to hand out: a link in the list is as good as the role that it gives. */
  async listFor(caller: Caller, rallyId: string | null): Promise<InviteView[]> {
    if (rallyId) await this.rallies.get(rallyId);
    const invites = await this.repository.list(this.organisation.id, rallyId);
    return Promise.all(invites.filter((invite) => this.mayGive(caller, invite)).map((invite) => this.view(invite)));
  }

  /** What their makers called these invites, by id. */
  async labels(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    return new Map((await this.repository.labels(ids)).map(({ id, label }) => [id, label]));
  }

  /** Nobody new can use it from here on; roles that it has given stay, each to be revoked by itself. */
  async revoke(caller: Caller, rallyId: string | null, inviteId: string): Promise<void> {
    const invite = await this.repository.find(inviteId);
    if (!invite || invite.rallyId !== rallyId) throw new NotFoundError('invite');
    if (!this.mayGive(caller, invite)) throw new ForbiddenError();
    await this.repository.revoke(inviteId);
    const { label, role } = invite;
    await this.audit.record({
      actor: caller,
      action: 'invite.revoke',
      subject: label,
      details: { inviteId, role },
      rallyId,
    });
  }

  /**
   * Redeems a link for the caller. A link that is expired, revoked, used up or for another's phone is no error: whoever holds
   * it may watch, as with any forwarded link; `reason` says why there was no more.
   * @throws InviteInvalidError where it is not a link of ours; NameUnusableError, NameReservedError
   */
  async redeem(caller: Caller, { token, name }: RedeemInviteDto): Promise<RedeemedView> {
    const inviteId = await this.tokens.readInvite(token);
    const invite = inviteId && (await this.repository.find(inviteId));
    if (!invite) throw new InviteInvalidError();
    const given = name === undefined ? undefined : await this.demandName(name, invite, caller);
    const reason =
      this.closed(invite) ??
      (await this.otherPhone(invite, caller.identityId)) ??
      (await this.take(invite, caller.identityId)) ??
      (await this.give(invite, caller, given));
    const granted = reason === null;
    const { slug } = invite.rallyId ? await this.rallies.get(invite.rallyId) : { slug: null };
    return {
      session: await this.auth.sign({
        ...caller,
        name: granted ? nameOf(invite, caller, given) : (given ?? caller.name),
      }),
      granted,
      role: granted ? invite.role : 'viewer',
      rallySlug: slug,
      regionCode: this.regions.byPath(invite.regionPath)?.code ?? null,
      reason,
      phoneLastTwo: reason === 'invite-phone' ? invite.phoneLastTwo : null,
    };
  }

  /** The name as it is kept. Whom the link was made out to may go by what it says. */
  private demandName(name: string, invite: Invite, { identityId }: Caller): Promise<string> {
    return this.names.demand(name, identityId, invite.label);
  }

  /** Gives the invite's role; a viewer's link gives none. Who lost the role once does not get it back by the same link. */
  private async give(invite: Invite, caller: Caller, name: string | undefined): Promise<Refusal | null> {
    if (invite.role === 'viewer') return null;
    const grant = await this.grants.give({
      identityId: caller.identityId,
      name: nameOf(invite, caller, name) ?? invite.label,
      organisationId: invite.organisationId,
      role: invite.role,
      rallyId: isOrganisationWide(invite.role) ? null : invite.rallyId,
      regionPath: invite.regionPath,
      inviteId: invite.id,
      expiresAt: this.powerBehind(invite)?.until ?? null,
      ...(invite.createdBy ? { grantedBy: invite.createdBy } : {}),
    });
    return grant.revokedAt === null ? null : 'invite-revoked';
  }

  private mayGive({ grants }: Caller, invite: Pick<Invite, 'role' | 'rallyId' | 'regionPath'>): boolean {
    return powerToGive(grants, { organisationId: this.organisation.id, ...invite }, Date.now()) !== null;
  }

  /** What the maker of a link may give now; a link that the server itself made has all power behind it. */
  private powerBehind(invite: Invite): { until: Date | null } | null {
    if (invite.createdBy === null) return { until: null };
    const power = powerToGive(this.grants.of(invite.createdBy), invite, Date.now());
    return power && { until: power.until === null ? null : new Date(power.until) };
  }

  /** Whether this identity has come to the rally by a signed link, be it only to watch. */
  wasRedeemedBy(rallyId: string, identityId: string): Promise<boolean> {
    return this.repository.wasRedeemedBy(rallyId, identityId);
  }

  /** What somebody was last invited to interpret into; null: they choose. */
  interpretedLanguages(rallyId: string): Promise<SpokenLanguage[]> {
    return this.repository.interpretedLanguages(rallyId);
  }

  languageFor(rallyId: string, identityId: string): Promise<SpokenLanguage | null> {
    return this.repository.languageFor(rallyId, identityId);
  }

  /** Why the link gives no role to anybody now; null where it does. */
  private closed(invite: Invite): Refusal | null {
    if (invite.revokedAt) return 'invite-revoked';
    if (invite.expiresAt.getTime() <= Date.now()) return 'invite-expired';
    // Whoever made the link and has lost the power to give this role gives it no longer, and never for longer than theirs.
    return invite.role !== 'viewer' && !this.powerBehind(invite) ? 'invite-revoked' : null;
  }

  /** Whether the link alone is not enough, because it is for who has a phone that is not this identity's. */
  private async otherPhone({ phoneId }: Invite, identityId: string): Promise<Refusal | null> {
    return phoneId === null || (await this.phones.hasConfirmed(identityId, phoneId)) ? null : 'invite-phone';
  }

  /** Takes one of its uses for this identity; null where it has one (again, for whoever used it before). */
  private async take(invite: Invite, identityId: string): Promise<Refusal | null> {
    const used = await this.repository.use(invite.id, identityId);
    if (invite.rallyId !== null) this.uses.changed({ rallyId: invite.rallyId, identityId });
    this.redeemers.note(invite.rallyId, identityId);
    return used === 'used-up' ? 'invite-used-up' : null;
  }

  private async relocate(): Promise<void> {
    for (const from of await this.repository.regionPaths()) {
      const to = this.regions.currentPath(from);
      if (to !== from) await this.repository.relocate(from, to);
    }
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
      language: invite.language,
      phoneLastTwo: invite.phoneLastTwo,
      regionPath: invite.regionPath,
      createdAt: invite.createdAt.toISOString(),
      url: `${this.address.url}/join#${token}`,
    };
  }
}

/** What somebody goes by after using the link: as they say, as they said before, or as the link's maker called them. */
const nameOf = (invite: Invite, caller: Caller, given: string | undefined): string | null =>
  (given ?? caller.name) || (invite.role === 'viewer' ? null : invite.label);
