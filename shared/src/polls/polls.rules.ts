import type { RallyState } from '../rallies/rallies.rules.js';

export const pollKinds = ['single', 'multiple', 'rating'] as const;
export type PollKind = (typeof pollKinds)[number];

export const pollStates = ['draft', 'open', 'closed'] as const;
export type PollState = (typeof pollStates)[number];

/** A rating runs from 1 to this; its choices are 0 … ratingSteps - 1. */
export const ratingSteps = 5;

/** A viewer learns a region's tally only from this many voters on: of one voter's region it would be their ballot. */
export const minShownVoters = 5;

/** How many choices a poll offers. */
export const choiceCount = (poll: { kind: PollKind; options: readonly unknown[] }): number =>
  poll.kind === 'rating' ? ratingSteps : poll.options.length;

/** Polls are opened while people gather and while the rally is on. */
export const mayOpenPolls = (rally: RallyState): boolean => ['scheduled', 'open', 'live'].includes(rally);

/** What is wrong with a draft as a whole, per field; an empty object where nothing is. */
export function draftProblems(draft: {
  kind: PollKind;
  options?: readonly unknown[];
  maxChoices?: number;
}): Record<string, string[]> {
  const { kind, options, maxChoices } = draft;
  const problems: Record<string, string[]> = {};
  if (kind === 'rating' && options !== undefined) problems['options'] = ['must be left out for a rating'];
  if (maxChoices !== undefined && kind !== 'multiple') problems['maxChoices'] = ['is for multiple choice only'];
  else if (maxChoices !== undefined && options && maxChoices > options.length)
    problems['maxChoices'] = ['must not be more than the options'];
  return problems;
}

/** Whether the choices are a valid ballot of such a poll: indices into the options, none twice, as many as allowed. */
export function ballotFits(
  poll: { kind: PollKind; options: readonly unknown[]; maxChoices: number },
  choices: readonly number[],
): boolean {
  const limit = poll.kind === 'multiple' ? poll.maxChoices : 1;
  const options = choiceCount(poll);
  return (
    choices.length >= 1 &&
    choices.length <= limit &&
    new Set(choices).size === choices.length &&
    choices.every((choice) => Number.isInteger(choice) && choice >= 0 && choice < options)
  );
}

/** Mean of a rating in steps (1 … ratingSteps), or null where nobody answered. */
export function ratingMean(counts: readonly number[]): number | null {
  const voters = counts.reduce((sum, count) => sum + count, 0);
  if (voters === 0) return null;
  return counts.reduce((sum, count, index) => sum + count * (index + 1), 0) / voters;
}
