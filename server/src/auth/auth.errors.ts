import { AppError } from '@sammelan/shared/contract/errors.js';

/** The claim link was used, or a later start of the server replaced it. */
export class ClaimUsedError extends AppError {
  constructor() {
    super('claim-used', 'This link is used or replaced. The server prints a new one until it has an owner.');
  }
}
