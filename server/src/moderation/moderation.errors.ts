import { AppError } from '@sammelan/shared/contract/errors.js';

export class BannedError extends AppError {
  constructor() {
    super('banned', 'You were sent out of this rally.');
  }
}

export class HoldFullError extends AppError {
  constructor() {
    super('hold-full', 'Too many messages wait for the moderators. Try again in a few minutes.');
  }
}

export class AppealMadeError extends AppError {
  constructor() {
    super('appeal-made', 'You have written to the moderators already.');
  }
}
