export const pollKinds = ['single', 'multiple', 'rating'] as const;
export type PollKind = (typeof pollKinds)[number];

export const pollStates = ['draft', 'open', 'closed'] as const;
export type PollState = (typeof pollStates)[number];

/** A rating runs from 1 to this; its choices are 0 … ratingSteps - 1. */
export const ratingSteps = 5;

/** Whether the choices are a valid ballot of such a poll: indices into the options, none twice, as many as allowed. */
export function ballotFits(
  poll: { kind: PollKind; options: number; maxChoices: number },
  choices: readonly number[],
): boolean {
  const limit = poll.kind === 'multiple' ? poll.maxChoices : 1;
  const options = poll.kind === 'rating' ? ratingSteps : poll.options;
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
