import type { RallyState } from '../rallies/rallies.rules.js';

/** Characters (UTF-16 units) in a question. */
export const maxQuestionLength = 280;

/** Questions of one person that may be waiting or listed at the same time. */
export const maxQuestionsAtOnce = 3;

/** Questions in one answer to `question:list`. */
export const questionPage = 100;

/**
 * `waiting` for a moderator; `listed`: everyone sees it and may support it; `answered`; `dismissed` by a moderator; `merged`
 * into another one that asks the same; `withdrawn` by its author.
 */
export const questionStates = ['waiting', 'listed', 'answered', 'dismissed', 'merged', 'withdrawn'] as const;
export type QuestionState = (typeof questionStates)[number];

/** What can be done with a question, and in which states. */
const actsFrom = {
  approve: ['waiting', 'dismissed'],
  dismiss: ['waiting', 'listed'],
  merge: ['waiting', 'listed'],
  takeIn: ['waiting', 'listed'],
  answer: ['waiting', 'listed', 'answered'],
  withdraw: ['waiting', 'listed'],
  support: ['listed'],
  show: ['listed', 'answered'],
} as const satisfies Record<string, readonly QuestionState[]>;

export type QuestionAct = keyof typeof actsFrom;

/** The states in which `act` can be done. */
export const statesFor = (act: QuestionAct): readonly QuestionState[] => actsFrom[act];

/** Whether `act` can be done with a question in this state. */
export const mayAct = (state: QuestionState, act: QuestionAct): boolean => statesFor(act).includes(state);

/** Whether everyone sees it. */
export const isPublic = (state: QuestionState): boolean => state === 'listed' || state === 'answered';

/** Whether it counts towards `maxQuestionsAtOnce`. */
export const isPending = (state: QuestionState): boolean => state === 'waiting' || state === 'listed';

/** Questions are asked while people gather and while the rally is on. */
export const mayAskIn = (rally: RallyState): boolean => ['scheduled', 'open', 'live'].includes(rally);

/** What is wanted most comes first; of equals, what was asked first. Answered ones follow the open ones. */
export const byWish = (a: Ranked, b: Ranked): number =>
  Number(a.state === 'answered') - Number(b.state === 'answered') ||
  b.votes - a.votes ||
  (a.askedAt < b.askedAt ? -1 : Number(a.askedAt > b.askedAt));

interface Ranked {
  state: QuestionState;
  votes: number;
  /** ISO */
  askedAt: string;
}

const words = (text: string): Set<string> =>
  new Set(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]{2,}/gu) ?? [],
  );

/** How alike two questions are in their words, 0 … 1 (Jaccard): what a moderator is offered first to merge with. */
export function likeness(a: string, b: string): number {
  const [left, right] = [words(a), words(b)];
  if (left.size === 0 || right.size === 0) return 0;
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / (left.size + right.size - shared);
}
