import { AppError } from '@sammelan/shared/contract/errors.js';

/** No such login, or not its password: which, is nobody's business. */
export class SignInRefusedError extends AppError {
  constructor() {
    super('sign-in-refused', 'The login or the password is wrong.');
  }
}

export class SignInWaitError extends AppError {
  constructor(waitMs: number) {
    super('sign-in-wait', 'Too many wrong tries. Wait before the next one.', {
      data: { seconds: Math.ceil(waitMs / 1000), minutes: Math.ceil(waitMs / 60_000) },
    });
  }
}

/** The account was never finished: a password alone lets nobody in. */
export class FactorMissingError extends AppError {
  constructor() {
    super('factor-missing', 'This account has no second factor yet. Open it by its link and add one.');
  }
}

export class FactorWrongError extends AppError {
  constructor() {
    super('factor-wrong', 'This code is wrong or was used before.');
  }
}

export class PasskeyRefusedError extends AppError {
  constructor() {
    super('passkey-refused', 'This passkey is not one of this server, or it did not answer as it should.');
  }
}

/** The ticket between two steps has run out, or was used. */
export class TicketOverError extends AppError {
  constructor() {
    super('ticket-over', 'This took too long. Begin again.');
  }
}

export class PasswordWrongError extends AppError {
  constructor() {
    super('password-wrong', 'This is not the password of this account.');
  }
}

export class LoginTakenError extends AppError {
  constructor() {
    super('login-taken', 'Somebody else has this login.');
  }
}

/** Without a second factor nobody could sign in any more. */
export class LastFactorError extends AppError {
  constructor() {
    super('last-factor', 'This is the only second factor. Add another one first.');
  }
}
