import type { Denial } from '@sammelan/shared/access/policy.rules.js';
import { AppError } from '@sammelan/shared/contract/errors.js';

export class UnauthenticatedError extends AppError {
  constructor() {
    super('unauthenticated', 'There is no valid session. Open one first.');
  }
}

export class ForbiddenError extends AppError {
  /** @param reason what the caller's grants lack */
  constructor(reason?: Denial) {
    super('forbidden', 'You are not allowed to do this.', reason ? { data: { reason } } : {});
  }
}

export class RateLimitedError extends AppError {
  constructor(retryAfterSeconds: number) {
    super('rate-limited', 'Too much at once. Wait a moment.', { data: { seconds: retryAfterSeconds } });
  }
}

export class NotFoundError extends AppError {
  constructor(what: string) {
    super('not-found', `There is no such ${what}.`);
  }
}
