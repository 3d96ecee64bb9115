import { IsBoolean, ValidateIf } from 'class-validator';
import { IsId, IsProse, IsRegionPath, MayBeLeftOut } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';
import { maxQuestionLength, type QuestionState } from './questions.rules.js';

/** Characters in a written answer. */
export const maxAnswerLength = 1000;

export class ListQuestionsDto {
  /** Only questions from this region's subtree. */
  @MayBeLeftOut()
  @IsRegionPath()
  regionPath?: string;
}

export class AskQuestionDto {
  /** The author's own id for the question: a retry under the same id asks nothing twice. */
  @IsId()
  clientId!: string;

  @IsProse(maxQuestionLength)
  text!: string;
}

export class QuestionIdDto {
  @IsId()
  questionId!: string;
}

export class SupportQuestionDto extends QuestionIdDto {
  /** False takes the support back. */
  @IsBoolean()
  support!: boolean;
}

export class MergeQuestionDto extends QuestionIdDto {
  /** The question that stays; it gets the supporters of both. */
  @IsId()
  intoId!: string;
}

export class AnswerQuestionDto extends QuestionIdDto {
  /** Left out: it is being answered on the stage, this moment. */
  @MayBeLeftOut()
  @IsProse(maxAnswerLength)
  text?: string;
}

export class ShowQuestionDto {
  /** Null takes the question off the screen. */
  @ValidateIf((_, value: unknown) => value !== null)
  @IsId()
  questionId!: string | null;
}

export class ConfigureQuestionsDto {
  @IsBoolean()
  open!: boolean;
}

export interface AnswerView {
  /** The written answer; null where it was answered on the stage alone. */
  text: string | null;
  /** When the answer on the stage began, on the server's clock, to find it in the recording; null where it was written alone. */
  moment: string | null;
  at: string;
}

export interface QuestionView {
  id: string;
  /** The author's own id for it. */
  clientId: string;
  authorId: string;
  /** Null for one who goes by no name: show them as a guest, with `guestNumber(authorId)`. */
  authorName: string | null;
  /** The author's region, no finer than the level that has chat rooms of its own; null where they named none. */
  regionPath: string | null;
  regionName: LocalText | null;
  text: string;
  state: QuestionState;
  /** People who want it answered, its author among them. */
  votes: number;
  askedAt: string;
  answer: AnswerView | null;
  /** The question that took this one in. */
  mergedInto: string | null;
}

export interface QuestionsView {
  /** Whether new questions are taken. */
  open: boolean;
  /** The most wanted ones that everyone sees (at most `questionPage`), and all of the caller's own. */
  questions: QuestionView[];
  /** Ids of those that the caller supports. */
  supported: string[];
  shownId: string | null;
}

/** What the desk sees: every question of the caller's regions that was not withdrawn. */
export type QuestionQueueView = Omit<QuestionsView, 'supported'>;

export interface QuestionSupportView {
  questionId: string;
  support: boolean;
}
