import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { IsId } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';
import type { RuleName, Verdict } from './rules.dto.js';

/** A claim is held so long after the last sign of its holder's work. */
export const claimSeconds = 60;
export const maxClaims = 20;

export class ClaimDto {
  /** How many messages the caller wants to have in hand. */
  @IsInt()
  @Min(1)
  @Max(maxClaims)
  count!: number;
}

export class DecideDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(maxClaims)
  @IsId({ each: true })
  messageIds!: string[];

  @IsBoolean()
  approve!: boolean;
}

export const reportReasons = ['abuse', 'spam', 'false', 'other'] as const;
export type ReportReason = (typeof reportReasons)[number];

export class ReportDto {
  @IsId()
  messageId!: string;

  @IsIn(reportReasons)
  reason!: ReportReason;
}

/** Why a message is held: the rule, and what set it off (the word, the host, a figure, the reports' reasons). */
export interface HeldReason {
  rule: RuleName;
  verdict: Verdict;
  because: string;
}

/** A message that waits for a moderator. */
export interface HeldView {
  id: string;
  authorId: string;
  authorName: string | null;
  regionName: LocalText | null;
  /** Null for the rally's own room. */
  roomName: LocalText | null;
  text: string;
  heldAt: string;
  reasons: HeldReason[];
}

export interface HoldQueueView {
  /** Everything that waits in the caller's subtree. */
  waiting: number;
  /** Of these, what other moderators have in hand. */
  withOthers: number;
  /** What the caller has in hand, the oldest first. */
  mine: HeldView[];
}

/** Somebody's doings in one rally. */
export interface PersonHistoryView {
  identityId: string;
  name: string | null;
  regionName: LocalText | null;
  messages: number;
  removed: number;
  held: number;
  denied: number;
  /** Viewers who reported one of their messages. */
  reporters: number;
  /** Their last messages, held ones among them, the newest first. */
  last: { id: string; text: string; at: string; state: 'shown' | 'removed' | 'held' | 'denied' }[];
  /** What moderators did about them, the newest first. */
  acts: { at: string; actorName: string; action: string }[];
}
