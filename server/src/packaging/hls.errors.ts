import { AppError } from '@sammelan/shared/contract/errors.js';

/** A private rally's address without a signature, with a forged one, or one that has expired. */
export class StreamSignatureError extends AppError {
  constructor() {
    super('stream-signature', 'This address is not signed, or its signature has expired: see stream:find.');
  }
}
