import { AppError } from '@sammelan/shared/contract/errors.js';
import type { PollState } from '@sammelan/shared/polls/polls.rules.js';

export class PollNotOpenError extends AppError {
  constructor() {
    super('poll-not-open', 'This poll takes no ballots now.');
  }
}

export class PollTransitionError extends AppError {
  constructor(from: PollState) {
    super('poll-transition', `This cannot be done with a poll that is ${from}.`, { data: { from } });
  }
}

export class PollNotClosedError extends AppError {
  constructor() {
    super('poll-not-closed', 'This is there once the poll is closed.');
  }
}

export class PollSilencedError extends AppError {
  constructor(until: string) {
    super('poll-silenced', 'Polls of voting intention rest in the silence before polling.', { data: { until } });
  }
}

export class BallotFinalError extends AppError {
  constructor() {
    super('ballot-final', 'You have voted already; this poll does not let a ballot be changed.');
  }
}

export class BallotChoicesError extends AppError {
  constructor() {
    super('ballot-choices', 'These are not choices of this poll.');
  }
}

export class BallotNotStoredError extends AppError {
  constructor() {
    super('unavailable', 'Your ballot could not be stored right now. Please try again.');
  }
}
