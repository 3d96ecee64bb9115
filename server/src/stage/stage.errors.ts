import { AppError } from '@sammelan/shared/contract/errors.js';

/** The caller has no seat on this stage, or sits on it from another tab. */
export class SeatMissingError extends AppError {
  constructor() {
    super('seat-missing', 'There is no such seat on the stage.');
  }
}

export class StageFullError extends AppError {
  constructor(seats: number) {
    super('seat-taken', 'Every seat on the stage is taken.', { data: { seats } });
  }
}

export class LayoutMisfitError extends AppError {
  constructor(min: number, max: number) {
    super('invalid-payload', 'This layout takes another number of seats.', {
      fields: { seatIds: [`must be ${min === max ? min : `${min} to ${max}`} seats`] },
    });
  }
}

export class HandClosedError extends AppError {
  constructor() {
    super('hand-closed', 'Hands cannot be raised now.');
  }
}

export class HandMissingError extends AppError {
  constructor() {
    super('not-found', 'That hand is not up any more.');
  }
}

/** Whoever sits on the stage need not raise a hand. */
export class AlreadySeatedError extends AppError {
  constructor() {
    super('conflict', 'You are on the stage already.');
  }
}

export class MediaUnavailableError extends AppError {
  constructor(reason: string) {
    super('media-unavailable', `Sound and picture are not to be had right now: ${reason}.`);
  }
}

/** What the browser offers is not what the engine speaks. */
export class MediaUnsupportedError extends AppError {
  constructor(reason: string) {
    super('media-unsupported', `The media parameters were refused: ${reason}.`);
  }
}
