import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class ListAuditDto {
  /** Entries older than this number. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number;
}

/** One act of power: who did what to whom, when. */
export interface AuditEntryView {
  seq: number;
  at: string;
  actorId: string | null;
  actorName: string;
  /** `feature.verb`, e.g. `moderation.ban`. */
  action: string;
  subject: string;
  details: Record<string, unknown>;
}
