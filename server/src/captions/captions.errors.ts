import { AppError } from '@sammelan/shared/contract/errors.js';

export class CaptionsClosedError extends AppError {
  constructor() {
    super('captions-closed', 'Captions are taken while the green room is open and the rally is live.');
  }
}

export class CaptionKeyWrongError extends AppError {
  constructor() {
    super('caption-key-wrong', 'This caption key is not known, or was withdrawn.');
  }
}
