import { IsBoolean, IsIn, IsISO8601, IsTimeZone, Matches, ValidateIf } from 'class-validator';
import { IsLine, IsLocalText, IsRegionPath, MayBeLeftOut } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';
import { type RecordingMode, recordingModes } from '../recordings/recordings.rules.js';
import { type RallyState, rallyStates, slugPattern } from './rallies.rules.js';

export const chatAudiences = ['everyone', 'invited', 'verified'] as const;
export type ChatAudience = (typeof chatAudiences)[number];

/** Who may watch. `invited`: whoever redeemed a link of the rally's, or holds a role in it. */
export const watchAudiences = ['everyone', 'invited'] as const;
export type WatchAudience = (typeof watchAudiences)[number];

const IsSlug = () => Matches(slugPattern, { message: 'must be 3 to 60 small letters, digits and dashes' });

export class CreateRallyDto {
  @IsLocalText(120)
  title!: LocalText;

  @MayBeLeftOut()
  @IsLocalText(2000, false)
  description?: LocalText;

  /** 3–60 letters a–z, digits and dashes; made from the title where left out. */
  @MayBeLeftOut()
  @IsSlug()
  slug?: string;

  @MayBeLeftOut()
  @IsISO8601({ strict: true })
  startsAt?: string;

  /** IANA zone the start is announced in; `Asia/Kolkata` where left out. */
  @MayBeLeftOut()
  @IsTimeZone()
  timeZone?: string;

  /** Subtree the rally is for; `/` (everyone) where left out. */
  @MayBeLeftOut()
  @IsRegionPath()
  regionPath?: string;

  @MayBeLeftOut()
  @IsIn(chatAudiences)
  chatAudience?: ChatAudience;

  @MayBeLeftOut()
  @IsIn(watchAudiences)
  watchAudience?: WatchAudience;

  /** `publish` where left out. */
  @MayBeLeftOut()
  @IsIn(recordingModes)
  recording?: RecordingMode;
}

/** What is left out stays. */
export class EditRallyDto {
  @MayBeLeftOut()
  @IsLocalText(120)
  title?: LocalText;

  @MayBeLeftOut()
  @IsLocalText(2000, false)
  description?: LocalText;

  @MayBeLeftOut()
  @IsSlug()
  slug?: string;

  /** Null takes the time away, which an announced rally cannot be without. */
  @ValidateIf((edit: EditRallyDto) => edit.startsAt !== undefined && edit.startsAt !== null)
  @IsISO8601({ strict: true })
  startsAt?: string | null;

  @MayBeLeftOut()
  @IsTimeZone()
  timeZone?: string;

  @MayBeLeftOut()
  @IsRegionPath()
  regionPath?: string;

  @MayBeLeftOut()
  @IsIn(chatAudiences)
  chatAudience?: ChatAudience;

  @MayBeLeftOut()
  @IsIn(watchAudiences)
  watchAudience?: WatchAudience;

  /** Also while it is live. */
  @MayBeLeftOut()
  @IsIn(recordingModes)
  recording?: RecordingMode;

  /** Whether HLS comes in parts of half a second: viewers are two seconds behind, and ask more often. Also while it is live. */
  @MayBeLeftOut()
  @IsBoolean()
  lowLatency?: boolean;

  /** Whether the thank-you page shows the figures. */
  @MayBeLeftOut()
  @IsBoolean()
  figuresReleased?: boolean;
}

export class MoveRallyDto {
  @IsIn(rallyStates)
  to!: RallyState;
}

/** A notice under the picture, for everyone; an empty text takes it down. */
export class PostNoticeDto {
  @IsLine(0, 280)
  text!: string;
}

/** Figures of a rally that has ended. */
export interface RallyFigures {
  /** Viewers at once, at most. */
  peak: number;
  /** People who were there at any time. */
  people: number;
  messages: number;
  ballots: number;
  /** From going live to the end. */
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
  watchAudience: WatchAudience;
  /** Everyone who speaks is told. */
  recording: RecordingMode;
  lowLatency: boolean;
  coverUrl: string | null;
  liveAt: string | null;
  endedAt: string | null;
  figuresReleased: boolean;
  /** Only once ended; the public sees them only when released, the desk always. */
  figures: RallyFigures | null;
  notice: string | null;
  organisation: { name: string; accent: string | null };
}
