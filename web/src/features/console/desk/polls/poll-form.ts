import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type { DraftPollDto, PollView, ResultsMode } from '@sammelan/shared/polls/polls.dto.js';
import type { PollKind } from '@sammelan/shared/polls/polls.rules.js';
import { hasText, trimmed } from '../../rally/rally-form.js';

/** A poll as the editor holds it; what does not belong to its kind is kept, in case the kind is changed back. */
export interface PollForm {
  kind: PollKind;
  question: LocalText;
  options: LocalText[];
  maxChoices: number;
  /** 0: no timer. */
  seconds: number;
  results: ResultsMode;
  changeable: boolean;
  votingIntention: boolean;
}

export const maxOptions = 10;

export const emptyPoll: PollForm = {
  kind: 'single',
  question: {},
  options: [{}, {}],
  maxChoices: 2,
  seconds: 0,
  results: 'live',
  changeable: true,
  votingIntention: false,
};

export const formOfPoll = (poll: PollView): PollForm => ({
  kind: poll.kind,
  question: poll.question,
  options: poll.options.length ? poll.options : [{}, {}],
  maxChoices: poll.maxChoices,
  seconds: poll.seconds ?? 0,
  results: poll.results,
  changeable: poll.changeable,
  votingIntention: poll.votingIntention,
});

/** The answers that are filled in. */
const filled = (form: PollForm): LocalText[] => form.options.filter(hasText).map(trimmed);

/** What is missing; both false where it can be saved. */
export const missingIn = (form: PollForm): { question: boolean; options: boolean } => ({
  question: !hasText(form.question),
  options: form.kind !== 'rating' && filled(form).length < 2,
});

export function draftOf(form: PollForm): DraftPollDto {
  const options = filled(form);
  return {
    kind: form.kind,
    question: trimmed(form.question),
    ...(form.kind !== 'rating' && { options }),
    ...(form.kind === 'multiple' && { maxChoices: Math.min(form.maxChoices, options.length) }),
    results: form.results,
    changeable: form.changeable,
    votingIntention: form.votingIntention,
    ...(form.seconds > 0 && { seconds: form.seconds }),
  };
}
