import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { MayBeLeftOut } from '../contract/fields.js';

export class ListAuditDto {
  /** Entries older than this number. */
  @MayBeLeftOut()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number;
}

/** `feature.verb`, e.g. `moderation.ban`. */
export type AuditAction = `${string}.${string}`;

/** One act of power: who did what to whom, when. */
export interface AuditEntryView {
  seq: number;
  at: string;
  /** Null: the server itself. */
  actorId: string | null;
  /** As they were called then; empty where they had given no name. */
  actorName: string;
  action: AuditAction;
  subject: string;
  details: Record<string, unknown>;
}
