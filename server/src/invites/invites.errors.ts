import { AppError } from '@sammelan/shared/contract/errors.js';

/** The link alone is not enough: it is for who has this phone. */
export class InvitePhoneError extends AppError {
  constructor(lastTwo: string) {
    super('invite-phone', `This invitation is for the phone that ends in ${lastTwo}: confirm it first.`, {
      data: { digits: lastTwo },
    });
  }
}

/** Not a link of ours, or a broken copy of one. */
export class InviteInvalidError extends AppError {
  constructor() {
    super('invite-invalid', 'This invitation link is not complete. Ask for it again.');
  }
}
