import { AppError } from '@sammelan/shared/contract/errors.js';

export class RecordingNotReadyError extends AppError {
  constructor() {
    super('recording-not-ready', 'There is no finished recording of this rally.');
  }
}

export class RecordingCutError extends AppError {
  constructor() {
    super('recording-cut', 'Nothing of the recording lies between these two moments.');
  }
}

export class NoSpaceError extends AppError {
  /** @param megabytes what is missing on the disk */
  constructor(megabytes: number) {
    super('recording-no-space', 'The disk has no room for another file of this size.', { data: { megabytes } });
  }
}
