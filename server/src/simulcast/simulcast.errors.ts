import { AppError } from '@sammelan/shared/contract/errors.js';

/** The rally is sent on to as many places as it may be. */
export class PushTargetsFullError extends AppError {
  constructor(most: number) {
    super('push-targets-full', 'A rally is sent on to no more places than this.', { data: { most } });
  }
}
