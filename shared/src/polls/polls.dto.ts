import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { IsId, IsLocalText, IsRegionPath, MayBeLeftOut } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';
import { type PollKind, pollKinds, type PollState } from './polls.rules.js';

/** When viewers see the bars. */
export const resultsModes = ['live', 'after-close'] as const;
export type ResultsMode = (typeof resultsModes)[number];

export class DraftPollDto {
  @IsIn(pollKinds)
  kind!: PollKind;

  @IsLocalText(200)
  question!: LocalText;

  /** Two to ten; left out for a rating. */
  @ValidateIf((poll: DraftPollDto) => poll.kind !== 'rating')
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(10)
  @IsLocalText(100, true, { each: true })
  options?: LocalText[];

  /** How many options one ballot may hold, for `multiple`. */
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  @Max(10)
  maxChoices?: number;

  @IsIn(resultsModes)
  results!: ResultsMode;

  @IsBoolean()
  changeable!: boolean;

  /** Seconds it stays open; without, until somebody closes it. */
  @MayBeLeftOut()
  @IsInt()
  @Min(5)
  @Max(86_400)
  seconds?: number;
}

export class EditPollDto extends DraftPollDto {
  @IsId()
  pollId!: string;
}

export class PollIdDto {
  @IsId()
  pollId!: string;
}

export class CastBallotDto {
  @IsId()
  pollId!: string;

  /** Indices of the chosen options; for a rating one index, 0 for one star. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(9, { each: true })
  choices!: number[];

  /** The voter's own id for this ballot: a retry under the same id is harmless. */
  @IsId()
  clientId!: string;
}

export class PollRegionsDto {
  @IsId()
  pollId!: string;

  /** The region whose children are wanted; `/` for the top. */
  @IsRegionPath()
  parentPath!: string;
}

/** Votes per option, on the database's rows. `voters` is people; in a `multiple` poll the counts add up to more. */
export interface TallyView {
  pollId: string;
  voters: number;
  counts: number[];
  at: string;
}

export interface BallotView {
  pollId: string;
  choices: number[];
  castAt: string;
}

export interface PollView {
  id: string;
  kind: PollKind;
  state: PollState;
  question: LocalText;
  options: LocalText[];
  maxChoices: number;
  results: ResultsMode;
  changeable: boolean;
  seconds: number | null;
  openedAt: string | null;
  /** When the timer closes it, on the database's clock. */
  closesAt: string | null;
  /** How long the timer had left when this was sent: what a countdown goes by, whatever the client's clock says. */
  closesInMs: number | null;
  closedAt: string | null;
  /** Null where the caller may not see it yet. */
  tally: TallyView | null;
  myBallot: BallotView | null;
}

/**
 * A region's subtree. A row whose path is the asked parent's own holds those who named only the parent (for `/`: no region).
 * Those who may not edit polls get no rows of fewer than `minShownVoters`.
 */
export interface RegionTallyView {
  path: string;
  name: LocalText;
  voters: number;
  counts: number[];
}
