import { AppError } from '@sammelan/shared/contract/errors.js';

export class CaptionsClosedError extends AppError {
  constructor() {
    super('captions-closed', 'Captions are taken while the green room is open and the rally is live.');
  }
}

export class CaptionsOffError extends AppError {
  constructor(language: string) {
    super('captions-off', 'Captions in this language are off.', { data: { language } });
  }
}

export class CaptionKeysFullError extends AppError {
  constructor() {
    super('caption-keys-full', 'There are enough caption keys in this rally.');
  }
}

export class CaptionKeyWrongError extends AppError {
  constructor() {
    super('caption-key-wrong', 'This caption key is not known, or was withdrawn.');
  }
}
