import { command } from '../contract/contract.js';
import {
  AnswerQuestionDto,
  AskQuestionDto,
  ConfigureQuestionsDto,
  ListQuestionsDto,
  MergeQuestionDto,
  QuestionIdDto,
  type QuestionQueueView,
  type QuestionsView,
  type QuestionSupportView,
  type QuestionView,
  ShowQuestionDto,
  SupportQuestionDto,
} from './questions.dto.js';

type Nothing = Record<string, never>;

export const questionCommands = {
  /** What everyone sees, and one's own; from here on the socket hears of changes. */
  'question:list': command(ListQuestionsDto).returns<QuestionsView>(),
  /** Acked once stored; waits for a moderator. */
  'question:ask': command(AskQuestionDto).returns<QuestionView>(),
  'question:withdraw': command(QuestionIdDto).returns<QuestionView>(),
  /** Acked once stored; the count follows with `question:counted`. */
  'question:support': command(SupportQuestionDto).returns<QuestionSupportView>(),
  /** For the desk: every question of one's own regions. */
  'question:queue': command(ListQuestionsDto).returns<QuestionQueueView>(),
  'question:approve': command(QuestionIdDto).returns<QuestionView>(),
  'question:dismiss': command(QuestionIdDto).returns<QuestionView>(),
  /** Gives the question that stays. */
  'question:merge': command(MergeQuestionDto).returns<QuestionView>(),
  'question:answer': command(AnswerQuestionDto).returns<QuestionView>(),
  /** Puts a question on screen over the programme, or takes it off. */
  'question:show': command(ShowQuestionDto).returns<Nothing>(),
  'question:configure': command(ConfigureQuestionsDto).returns<Nothing>(),
};

export interface QuestionEvents {
  /** To whoever listed questions, if everyone sees it; always to its author and to the desk of its region. */
  'question:changed': (question: QuestionView) => void;
  /** No longer for everyone to see; `into` took it in, with its supporters. */
  'question:left': (question: { questionId: string; into: string | null }) => void;
  /** New counts of supporters; at most once a second. */
  'question:counted': (change: { counts: { questionId: string; votes: number }[] }) => void;
  /** To everyone in the rally, and to whoever comes while one is on screen. */
  'question:shown': (screen: { question: QuestionView | null }) => void;
  'question:configured': (settings: { open: boolean }) => void;
}
