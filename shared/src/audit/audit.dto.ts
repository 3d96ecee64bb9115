import { Type } from 'class-transformer';
import { IsInt, IsISO8601, Max, Min } from 'class-validator';
import { IsLine, MayBeLeftOut } from '../contract/fields.js';

/** Entries in one answer. */
export const auditPerPage = 100;

export class ListAuditDto {
  /** Entries older than this number. */
  @MayBeLeftOut()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number;
}

/** What to look for in the whole list. */
export class SearchAuditDto extends ListAuditDto {
  /** A part of the name of who did it. */
  @MayBeLeftOut()
  @IsLine(1, 80)
  actor?: string;

  /** The beginning of the act: `moderation`, or `moderation.ban`. */
  @MayBeLeftOut()
  @IsLine(1, 80)
  action?: string;

  /** A part of on whom or what. */
  @MayBeLeftOut()
  @IsLine(1, 80)
  subject?: string;

  @MayBeLeftOut()
  @IsISO8601({ strict: true })
  from?: string;

  @MayBeLeftOut()
  @IsISO8601({ strict: true })
  to?: string;
}

/** `feature.verb`, e.g. `moderation.ban`. */
export type AuditAction = `${string}.${string}`;

/** One act of power: who did what to whom, when. */
export interface AuditEntryView {
  seq: number;
  at: string;
  /** Null: an act on the whole organisation. */
  rallyId: string | null;
  /** Null: the server itself. */
  actorId: string | null;
  /** As they were called then; empty where they had given no name. */
  actorName: string;
  action: AuditAction;
  subject: string;
  details: Record<string, unknown>;
}

/**
 * Where the list is first not what it was. `changed`: this row was changed, or put in another's place; `missing`: it was
 * taken out; `rewritten`: from this row on (at the latest from the next signed root) the list was written anew; `unsigned`:
 * the root that covers this row was not signed by this server.
 */
export interface AuditFault {
  seq: number;
  kind: 'changed' | 'missing' | 'rewritten' | 'unsigned';
}

/** What a check of the whole list found. */
export interface AuditVerificationView {
  at: string;
  milliseconds: number;
  ok: boolean;
  /** Rows that were found good. */
  rows: number;
  /** Signed roots. */
  roots: number;
  /** Rows since the last root. */
  unsigned: number;
  fault: AuditFault | null;
}
