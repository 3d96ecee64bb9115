import type { RallyState } from '../rallies/rallies.rules.js';

export const pollKinds = ['single', 'multiple', 'rating'] as const;
export type PollKind = (typeof pollKinds)[number];

export const pollStates = ['draft', 'open', 'closed'] as const;
export type PollState = (typeof pollStates)[number];

/**
 * For so long after its end a poll of a rally that goes out by HLS takes the ballots of those who still see it open: they are eight
 * seconds behind, on a slow line eleven. Nobody sees the final result before.
 */
export const lateBallotsMs = 12_000;

/** A rating runs from 1 to this; its choices are 0 … ratingSteps - 1. */
export const ratingSteps = 5;

/**
 * A region's tally is shown from this many voters on, to anybody, and what is not shown cannot be worked out from what is: of
 * one voter's region it would be their ballot.
 */
export const minShownVoters = 10;

/**
 * How a ballot's voter came, from the least to the most certain that it is one person's: by the open link, by a signed
 * invite, or with a confirmed phone, of which each has one ballot. Counted apart.
 */
export const ballotKinds = ['anonymous', 'invited', 'verified'] as const;
export type BallotKind = (typeof ballotKinds)[number];

/**
 * As which kind each is shown, so that no group that is shown apart has fewer than `smallest` voters, but the whole: a kind
 * with fewer counts as the next less certain one, and where the least certain is small the next above it joins it. So a ballot
 * is shown as no more certain than it is.
 */
export function shownKinds(
  voters: Readonly<Record<BallotKind, number>>,
  smallest = minShownVoters,
): Record<BallotKind, BallotKind> {
  const groups = ballotKinds.map((kind) => ({ as: kind, kinds: [kind], voters: voters[kind] }));
  const isSmall = (group: { voters: number }): boolean => group.voters > 0 && group.voters < smallest;
  for (let at = groups.findLastIndex(isSmall); at >= 0 && groups.length > 1; at = groups.findLastIndex(isSmall)) {
    const [below, above] = groups.slice(Math.max(0, at - 1), Math.max(0, at - 1) + 2);
    if (!below || !above) break;
    below.kinds.push(...above.kinds);
    below.voters += above.voters;
    groups.splice(groups.indexOf(above), 1);
  }
  return Object.fromEntries(groups.flatMap(({ as, kinds }) => kinds.map((kind) => [kind, as]))) as Record<
    BallotKind,
    BallotKind
  >;
}

/** From `from` until `until` (ISO), not included, is the silence before polling (India: RP Act 1951, sections 126, 126A). */
export interface Silence {
  from: string;
  until: string;
}

/** Whether `now` (ms since the epoch) lies in the silence. */
export const isSilent = (silence: Silence | null, now: number): boolean =>
  silence !== null && Date.parse(silence.from) <= now && now < Date.parse(silence.until);

/** Ballots that a part of the list holds at least, as expected. */
const ballotsInPart = 500;

/**
 * How much of a receipt to ask the list of ballots by: few enough characters that hundreds of others share them, so that asking
 * does not tell whose ballot it is.
 */
export const receiptStart = (receipt: string, voters: number): string =>
  receipt.slice(0, Math.min(3, Math.max(0, Math.floor(Math.log(voters / ballotsInPart) / Math.log(32)))));

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
