import { AppError } from '@sammelan/shared/contract/errors.js';
import type { RallyState } from '@sammelan/shared/rallies/rallies.rules.js';

export class RallyTransitionError extends AppError {
  constructor(from: RallyState, to: RallyState) {
    super('rally-transition', `A rally cannot go from ${from} to ${to}.`, { data: { from, to } });
  }
}

/** A rally is announced with a time, or not at all. */
export class StartNeededError extends AppError {
  constructor() {
    super('invalid-payload', 'An announced rally needs a time to start at.', {
      fields: { startsAt: ['is needed to announce the rally'] },
    });
  }
}

export class PictureUnsupportedError extends AppError {
  constructor() {
    super('picture-unsupported', 'This is no JPEG, PNG or WebP picture, or it is too large.');
  }
}

export class SlugTakenError extends AppError {
  constructor(slug: string) {
    super('slug-taken', 'Another rally has this address.', { fields: { slug: ['is taken'] }, data: { slug } });
  }
}

/** Whoever asks was not invited to this rally. */
export class RallyPrivateError extends AppError {
  constructor() {
    super('rally-private', 'This rally is for invited people.');
  }
}

export class RallyNotOpenError extends AppError {
  constructor() {
    super('rally-not-open', 'The rally is not open for this now.');
  }
}
