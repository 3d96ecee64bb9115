import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { IsId, IsLocalText, IsRegionPath, MayBeLeftOut } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';
import { type BallotKind, type PollKind, pollKinds, type PollState } from './polls.rules.js';

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

  /**
   * It asks how people will vote in an election: voters are warned, and in the organisation's silence it takes no ballots and
   * shows no result.
   */
  @MayBeLeftOut()
  @IsBoolean()
  votingIntention?: boolean;
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

export class ListBallotsDto {
  /** Only ballots whose receipts begin with this. */
  @MayBeLeftOut()
  @Matches(/^[0-9A-HJKMNP-TV-Z]{1,3}$/, { message: 'must be the beginning of a receipt' })
  starts?: string;
}

/** Votes per option. `voters` is people; in a `multiple` poll the counts add up to more. */
export interface VotesView {
  voters: number;
  counts: number[];
}

/**
 * Votes on the database's rows: of all, and, of a closed poll, apart by how the voters came. A kind of few voters is counted
 * with another (`shownKinds`); while the poll is open there is none, as two looks would tell the ballot between them.
 */
export interface TallyView extends VotesView {
  pollId: string;
  byKind: Record<BallotKind, VotesView> | null;
  at: string;
}

export interface BallotView {
  pollId: string;
  choices: number[];
  castAt: string;
  /**
   * Under this the ballot stands in the list that anyone can take away after the close: `7KQ2-M9XD-04TC-ZH3E`. The same however
   * often the ballot is changed.
   */
  receipt: string;
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
  votingIntention: boolean;
  seconds: number | null;
  openedAt: string | null;
  /** When the timer closes it, on the database's clock. */
  closesAt: string | null;
  /** How long the timer had left when this was sent: what a countdown goes by, whatever the client's clock says. */
  closesInMs: number | null;
  /**
   * For how long after that ballots are still taken, of viewers who are behind and see the poll open. It is `closed`, with its
   * final tally, when that is over.
   */
  lateMs: number;
  closedAt: string | null;
  /** Since when nobody, the server included, can tell whose ballot is whose; null where the key to that still exists. */
  unlinkedAt: string | null;
  /** Until when a silence keeps the result from viewers; null where none does. */
  withheldUntil: string | null;
  /** Where the list of all ballots is, for anyone to recount; null until it may be had. */
  ballotsUrl: string | null;
  /** Null where the caller may not see it yet. */
  tally: TallyView | null;
  /** Null also where the poll was unlinked: then nobody but the voter knows. */
  myBallot: BallotView | null;
}

/**
 * A region's subtree, of `minShownVoters` or more. A row whose path is the asked parent's own is the rest of the parent: those
 * who named only it (for `/`: no region), and regions too small to be shown, put together with a larger one where the rest
 * alone would be small. So the rows of a parent add up to the parent.
 */
export interface RegionTallyView extends VotesView {
  path: string;
  name: LocalText;
}
