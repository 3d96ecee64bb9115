import { AppError } from '@sammelan/shared/contract/errors.js';

export class UnauthenticatedError extends AppError {
  constructor() {
    super('unauthenticated', 'There is no valid session. Open one first.');
  }
}

export class ForbiddenError extends AppError {
  constructor() {
    super('forbidden', 'You are not allowed to do this.');
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
