import { AppError } from '@sammelan/shared/contract/errors.js';

/** Not a link of ours, or a broken copy of one. */
export class InviteInvalidError extends AppError {
  constructor() {
    super('invite-invalid', 'This invitation link is not complete. Ask for it again.');
  }
}
