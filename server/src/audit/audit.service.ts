import { Injectable } from '@nestjs/common';
import type { AuditAction, AuditEntryView } from '@sammelan/shared/audit/audit.dto.js';
import type { Caller } from '../access/caller.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { AuditRepository } from './audit.repository.js';

const pageEntries = 100;

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
    private readonly organisation: OrganisationService,
  ) {}

  /** Writes one entry; done when it is stored. */
  record({ actor, action, subject, details = {}, rallyId = null }: Act): Promise<void> {
    return this.repository.insert({
      organisationId: this.organisation.id,
      rallyId,
      actorId: actor?.identityId ?? null,
      actorName: actor ? (actor.name ?? '') : this.organisation.get().name,
      action,
      subject,
      details,
    });
  }

  /** A page of a rally's entries (or, with null, the organisation's own), newest first. */
  async list(rallyId: string | null, before: number = Number.MAX_SAFE_INTEGER): Promise<AuditEntryView[]> {
    const entries = await this.repository.list(this.organisation.id, rallyId, before, pageEntries);
    return entries.map(({ seq, at, actorId, actorName, action, subject, details }) => ({
      seq: Number(seq),
      at: at.toISOString(),
      actorId,
      actorName,
      action: action as AuditAction,
      subject,
      details: details as Record<string, unknown>,
    }));
  }
}
