import { AppError } from '@sammelan/shared/contract/errors.js';

export class BannedError extends AppError {
  constructor() {
    super('banned', 'You were sent out of this rally.');
  }
}
