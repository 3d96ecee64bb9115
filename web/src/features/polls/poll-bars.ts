import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import { ratingSteps } from '@sammelan/shared/polls/polls.rules.js';

export interface BarView {
  index: number;
  /** Null for a rating: the index is its stars, less one. */
  label: LocalText | null;
  count: number;
  /** Of the people who answered, 0 … 1; in a multiple poll the shares add up to more than 1. */
  share: number;
  mine: boolean;
}

/** The bars of a tally, in the order of the options; a rating from five stars down. */
export function pollBars(
  poll: Pick<PollView, 'kind' | 'options' | 'myBallot'>,
  tally: { voters: number; counts: readonly number[] },
): BarView[] {
  const length = poll.kind === 'rating' ? ratingSteps : poll.options.length;
  const bars = Array.from({ length }, (_, index) => {
    const count = tally.counts[index] ?? 0;
    return {
      index,
      label: poll.kind === 'rating' ? null : (poll.options[index] ?? {}),
      count,
      share: tally.voters > 0 ? count / tally.voters : 0,
      mine: poll.myBallot?.choices.includes(index) ?? false,
    };
  });
  return poll.kind === 'rating' ? bars.reverse() : bars;
}
