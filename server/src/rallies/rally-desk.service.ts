import { Injectable } from '@nestjs/common';
import type { Permission } from '@sammelan/shared/access/access.rules.js';
import type { CreateRallyDto, EditRallyDto, RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { rallyStates, type RallyState } from '@sammelan/shared/rallies/rallies.rules.js';
import type { Caller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { AuditService } from '../audit/audit.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { RalliesService } from './rallies.service.js';

/**
 * What organisers do with rallies. Beside the permission, which the route or command asks for, an act on a whole rally
 * wants a role that covers all of its region; each is written down.
 */
@Injectable()
export class RallyDeskService {
  constructor(
    private readonly rallies: RalliesService,
    private readonly callers: CallersService,
    private readonly organisation: OrganisationService,
    private readonly audit: AuditService,
  ) {}

  /** The rallies in which the caller has a place at the desk. */
  async list(caller: Caller): Promise<RallyView[]> {
    const organisationId = this.organisation.id;
    const rallies = await this.rallies.list(rallyStates);
    return rallies
      .filter(({ id }) => this.callers.may(caller, 'rally.list', { organisationId, rallyId: id }))
      .map((rally) => this.rallies.viewFor(rally, caller));
  }

  async get(caller: Caller, rallyId: string): Promise<RallyView> {
    return this.rallies.viewFor(await this.rallies.get(rallyId), caller);
  }

  async create(caller: Caller, dto: CreateRallyDto): Promise<RallyView> {
    const regionPath = dto.regionPath ?? '/';
    this.callers.demand(caller, 'rally.create', { organisationId: this.organisation.id, regionPath });
    const rally = await this.rallies.create(dto);
    await this.audit.record({ actor: caller, action: 'rally.create', subject: rally.slug, rallyId: rally.id });
    return this.rallies.deskView(rally);
  }

  async edit(caller: Caller, rallyId: string, edit: EditRallyDto): Promise<RallyView> {
    await this.demand(caller, 'rally.edit', rallyId, edit.regionPath);
    const { startsAt, ...rest } = edit;
    const rally = await this.rallies.change(rallyId, {
      ...rest,
      ...(startsAt === undefined ? {} : { startsAt: startsAt === null ? null : new Date(startsAt) }),
    });
    const fields = Object.entries(edit).flatMap(([field, value]) => (value === undefined ? [] : field));
    await this.audit.record({ actor: caller, action: 'rally.edit', subject: rally.slug, details: { fields }, rallyId });
    return this.rallies.deskView(rally);
  }

  async move(caller: Caller, rallyId: string, to: RallyState): Promise<RallyView> {
    const { state: from } = await this.demand(caller, 'rally.direct', rallyId);
    const rally = await this.rallies.move(rallyId, to);
    await this.audit.record({ actor: caller, action: 'rally.move', subject: to, details: { from, to }, rallyId });
    return this.rallies.deskView(rally);
  }

  /** Puts a notice under everybody's picture, or takes it down. */
  async notice(caller: Caller, rallyId: string, text: string): Promise<RallyView> {
    await this.demand(caller, 'rally.direct', rallyId);
    const notice = text.trim() || null;
    const rally = await this.rallies.change(rallyId, { notice });
    await this.audit.record({ actor: caller, action: 'rally.notice', subject: notice ?? '', rallyId });
    return this.rallies.deskView(rally);
  }

  /** Puts another picture on the rally's page, or none. `before` is the one that it replaces. */
  async setCover(
    caller: Caller,
    rallyId: string,
    coverFile: string | null,
  ): Promise<{ before: string | null; view: RallyView }> {
    const { coverFile: before } = await this.demand(caller, 'rally.edit', rallyId);
    const rally = await this.rallies.change(rallyId, { coverFile });
    await this.audit.record({ actor: caller, action: 'rally.cover', subject: rally.slug, rallyId });
    return { before, view: this.rallies.deskView(rally) };
  }

  private async demand(caller: Caller, permission: Permission, rallyId: string, newRegionPath?: string) {
    const rally = await this.rallies.get(rallyId);
    for (const regionPath of [rally.regionPath, newRegionPath ?? rally.regionPath]) {
      this.callers.demand(caller, permission, { organisationId: rally.organisationId, rallyId, regionPath });
    }
    return rally;
  }
}
