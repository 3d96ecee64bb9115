import { Injectable } from '@nestjs/common';
import type { AuditAction, AuditEntryView, SearchAuditDto } from '@sammelan/shared/audit/audit.dto.js';
import { isInForce, roleHolds } from '@sammelan/shared/access/access.rules.js';
import { auditPerPage } from '@sammelan/shared/audit/audit.dto.js';
import type { Caller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import type { AuditEntry } from './audit-entry.entity.js';
import { AuditRoots } from './audit-roots.service.js';
import { type AuditReach, AuditRepository } from './audit.repository.js';

const shownAboutOne = 20;

export interface Act {
  /** Null: the server itself did it (a timer, a rule). */
  actor: Pick<Caller, 'identityId' | 'name'> | null;
  action: AuditAction;
  /** On whom or what, in words or as an id: what a reader of the list needs first. */
  subject: string;
  details?: Record<string, unknown>;
  /** Null or left out: an act on the whole organisation. */
  rallyId?: string | null;
}

/** The list of who did what with their power. Never put a message's text or a phone number into it: it stays for good. */
@Injectable()
export class AuditService {
  constructor(
    private readonly repository: AuditRepository,
    private readonly roots: AuditRoots,
    private readonly callers: CallersService,
    private readonly organisation: OrganisationService,
  ) {}

  /** Writes entries, in this order; done when they are stored. */
  async record(...acts: readonly Act[]): Promise<void> {
    await this.repository.insert(
      acts.map(({ actor, action, subject, details = {}, rallyId = null }) => ({
        organisationId: this.organisation.id,
        rallyId,
        actorId: actor?.identityId ?? null,
        actorName: actor ? (actor.name ?? '') : this.organisation.get().name,
        action,
        subject,
        details,
      })),
    );
    this.roots.added();
  }

  /** What moderators of a rally did about one person, newest first: without what the entries hold beside. */
  async about(rallyId: string, identityId: string): Promise<Pick<AuditEntryView, 'at' | 'actorName' | 'action'>[]> {
    const entries = await this.repository.about(this.organisation.id, rallyId, identityId, shownAboutOne);
    return entries.map(({ at, actorName, action }) => ({
      at: at.toISOString(),
      actorName,
      action: action as AuditAction,
    }));
  }

  /** A page of a rally's entries (or, with null, the organisation's own), newest first. */
  async list(rallyId: string | null, before: number = Number.MAX_SAFE_INTEGER): Promise<AuditEntryView[]> {
    return (await this.repository.list(this.organisation.id, rallyId, before, auditPerPage)).map(view);
  }

  /** A page of the entries that match, newest first, of what the caller may read. */
  async search(caller: Caller, { before, from, to, ...wanted }: SearchAuditDto): Promise<AuditEntryView[]> {
    const found = await this.repository.search(
      this.organisation.id,
      {
        ...wanted,
        reach: await this.reach(caller),
        before: before ?? Number.MAX_SAFE_INTEGER,
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
      },
      auditPerPage,
    );
    return found.map(view);
  }

  /** Where the caller may read the record: everywhere, or in these subtrees and single rallies. */
  private async reach(caller: Caller): Promise<AuditReach> {
    const organisationId = this.organisation.id;
    const whole = this.callers.may(caller, 'audit.read', { organisationId });
    const own = caller.grants.filter(
      (grant) =>
        grant.organisationId === organisationId && isInForce(grant, Date.now()) && roleHolds(grant.role, 'audit.read'),
    );
    const rallyIds: string[] = [];
    for (const { rallyId } of own) {
      if (rallyId === null) continue;
      await this.callers.know(rallyId);
      if (this.callers.may(caller, 'audit.read', { organisationId, rallyId })) rallyIds.push(rallyId);
    }
    return {
      whole,
      subtrees: own.filter(({ rallyId }) => rallyId === null).map(({ regionPath }) => regionPath),
      rallyIds,
    };
  }
}

const view = ({ seq, at, rallyId, actorId, actorName, action, subject, details }: AuditEntry): AuditEntryView => ({
  seq: Number(seq),
  at: at.toISOString(),
  rallyId,
  actorId,
  actorName,
  action: action as AuditAction,
  subject,
  details: details as Record<string, unknown>,
});
