import { AppError } from '@sammelan/shared/contract/errors.js';

/** The encoder's key is missing, wrong, revoked or was replaced. */
export class StreamKeyWrongError extends AppError {
  constructor() {
    super('unauthenticated', 'The stream key is not right. Make a new one in the console.');
  }
}

/** Two encoders of one speaker send already: the one on the stage and its reserve. */
export class IngestFullError extends AppError {
  constructor() {
    super('conflict', 'Two encoders send for this speaker already.');
  }
}

/** The rally has as many keys as it may. */
export class StreamKeysFullError extends AppError {
  constructor(most: number) {
    super('stream-keys-full', 'A rally has no more stream keys than this.', { data: { most } });
  }
}

/** Something other than `wanted` was sent. */
export class ContentUnsupportedError extends AppError {
  constructor(wanted: string) {
    super('content-unsupported', `Send this as ${wanted}.`);
  }
}

/** RFC 9725, 4.3.1: what changes a session says which one it means. */
export class PreconditionMissingError extends AppError {
  constructor() {
    super('precondition-missing', 'Say by If-Match which ICE session is meant.');
  }
}

export class PreconditionFailedError extends AppError {
  constructor() {
    super('precondition-failed', 'That ICE session is over.');
  }
}
