import { IsBoolean, IsIn, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { IsId, IsLine, MayBeLeftOut } from '../contract/fields.js';
import { type SpokenLanguage, spokenLanguageTags } from '../contract/spoken-languages.js';
import { maxCaptionLength } from './captions.rules.js';

/** Year 2100: what is beyond is no time in ms. */
const latestMs = 4_102_444_800_000;

/** One state of a line. The same `lineId` again changes it: a partial text grows, a final one is corrected. */
export class WriteCaptionDto {
  /** The captioner's own id for the line; a retry under the same id writes nothing twice. */
  @IsId()
  lineId!: string;

  @IsIn(spokenLanguageTags)
  language!: SpokenLanguage;

  @IsLine(1, maxCaptionLength)
  text!: string;

  /** False while the line is still being spoken or typed: shown, but not kept. */
  @IsBoolean()
  final!: boolean;

  /** When it was said, ms since the epoch on the server's clock; left out: now, or as the line's first state said. */
  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(latestMs)
  at?: number;

  /** Grows with each state of the line: an older one that comes late changes nothing. */
  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  revision?: number;
}

/** The same from outside; the language is the key's where it is left out. */
export class FeedCaptionDto implements Omit<WriteCaptionDto, 'language'> {
  @IsId()
  lineId!: string;

  @MayBeLeftOut()
  @IsIn(spokenLanguageTags)
  language?: SpokenLanguage;

  @IsLine(1, maxCaptionLength)
  text!: string;

  @IsBoolean()
  final!: boolean;

  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(latestMs)
  at?: number;

  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  revision?: number;
}

export class CaptionIdDto {
  @IsId()
  lineId!: string;
}

/** Producer: takes captions in a language off, or lets them be written again. */
export class DirectCaptionsDto {
  @IsIn(spokenLanguageTags)
  language!: SpokenLanguage;

  @IsBoolean()
  on!: boolean;
}

export class FollowCaptionsDto {
  /** Null: none any more. */
  @ValidateIf((_, value: unknown) => value !== null)
  @IsIn(spokenLanguageTags)
  language!: SpokenLanguage | null;
}

/** A stretch of the stage's time. */
export class ReadCaptionsDto {
  @IsIn(spokenLanguageTags)
  language!: SpokenLanguage;

  /** ms since the epoch on the server's clock, the first included, the last not. */
  @IsInt()
  @Min(0)
  @Max(latestMs)
  from!: number;

  @IsInt()
  @Min(0)
  @Max(latestMs)
  to!: number;
}

export class CreateCaptionKeyDto {
  /** Which service or person it is for. */
  @IsLine(2, 40)
  label!: string;

  @IsIn(spokenLanguageTags)
  language!: SpokenLanguage;
}

export interface CaptionView {
  lineId: string;
  language: SpokenLanguage;
  text: string;
  final: boolean;
  /** When it was said, ms since the epoch on the server's clock. */
  at: number;
  revision: number;
}

export interface CaptionTracksView {
  /** Languages in which there is something to read, in the order in which they began. */
  languages: SpokenLanguage[];
  /** Languages that the producer has off: nothing more is taken in them. */
  off: SpokenLanguage[];
}

export interface CaptionsView extends CaptionTracksView {
  /** Final lines of the last ten minutes, oldest first. */
  lines: CaptionView[];
}

export interface CaptionKeyView {
  id: string;
  label: string;
  language: SpokenLanguage;
  createdAt: string;
  /** When it was last used; null: never. */
  usedAt: string | null;
  /** Goes into the header `Caption-Key`. Only in the answer that made it: it is not kept. */
  key: string | null;
}
