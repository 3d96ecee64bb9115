import { AppError } from '@sammelan/shared/contract/errors.js';

/** Without an owner nobody could ever give a role again. */
export class LastOwnerError extends AppError {
  constructor() {
    super('last-owner', 'This is the last owner. Make somebody else an owner first.');
  }
}
