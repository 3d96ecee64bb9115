import { IsBoolean, IsIn, IsISO8601, IsOptional, IsTimeZone, Matches, MaxLength } from 'class-validator';
import { IsLocalText, IsRegionPath } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';
import { type RallyState, rallyStates } from './rallies.rules.js';

export const chatAudiences = ['everyone', 'invited', 'verified'] as const;
export type ChatAudience = (typeof chatAudiences)[number];

const slugPattern = /^[a-z0-9](?:[a-z0-9-]{1,58}[a-z0-9])$/;

export class CreateRallyDto {
  @IsLocalText(120)
  title!: LocalText;

  @IsOptional()
  @IsLocalText(2000, false)
  description?: LocalText;

  /** 3–60 letters a–z, digits and dashes; made from the title where left out. */
  @IsOptional()
  @Matches(slugPattern, { message: 'must be 3 to 60 small letters, digits and dashes' })
  slug?: string;

  @IsOptional()
  @IsISO8601({ strict: true })
  startsAt?: string;

  /** IANA zone the start is announced in; `Asia/Kolkata` where left out. */
  @IsOptional()
  @IsTimeZone()
  timeZone?: string;

  /** Subtree the rally is for; `/` (everyone) where left out. */
  @IsOptional()
  @IsRegionPath()
  regionPath?: string;

  @IsOptional()
  @IsIn(chatAudiences)
  chatAudience?: ChatAudience;
}

export class EditRallyDto {
  @IsOptional()
  @IsLocalText(120)
  title?: LocalText;

  @IsOptional()
  @IsLocalText(2000, false)
  description?: LocalText;

  @IsOptional()
  @Matches(slugPattern, { message: 'must be 3 to 60 small letters, digits and dashes' })
  slug?: string;

  @IsOptional()
  @IsISO8601({ strict: true })
  startsAt?: string;

  @IsOptional()
  @IsTimeZone()
  timeZone?: string;

  @IsOptional()
  @IsRegionPath()
  regionPath?: string;

  @IsOptional()
  @IsIn(chatAudiences)
  chatAudience?: ChatAudience;

  /** Whether the thank-you page shows the figures. */
  @IsOptional()
  @IsBoolean()
  figuresReleased?: boolean;
}

export class MoveRallyDto {
  @IsIn(rallyStates)
  to!: RallyState;
}

/** A notice under the picture, for everyone; an empty text takes it down. */
export class PostNoticeDto {
  @MaxLength(280)
  text!: string;
}

/** Figures of a rally that has ended. */
export interface RallyFigures {
  peak: number;
  people: number;
  messages: number;
  ballots: number;
  minutes: number;
}

export interface RallyView {
  id: string;
  slug: string;
  state: RallyState;
  title: LocalText;
  description: LocalText;
  startsAt: string | null;
  timeZone: string;
  regionPath: string;
  chatAudience: ChatAudience;
  coverUrl: string | null;
  liveAt: string | null;
  endedAt: string | null;
  figuresReleased: boolean;
  /** Only once ended, and for the public only when released. */
  figures: RallyFigures | null;
  notice: string | null;
  organisation: { name: string; accent: string | null };
}
