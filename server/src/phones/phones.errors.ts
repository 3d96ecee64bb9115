import { AppError } from '@sammelan/shared/contract/errors.js';

export class PhoneInvalidError extends AppError {
  constructor() {
    super('phone-invalid', 'This is no mobile number that a text message could be sent to.');
  }
}

/** Three in ten minutes, eight a day, for a number; somewhat more for a device. */
export class CodeLimitError extends AppError {
  constructor(seconds: number) {
    super('code-limit', 'Too many codes were asked for. Wait before the next one.', {
      data: { seconds, minutes: Math.ceil(seconds / 60) },
    });
  }
}

/** What the operator pays for in a day is spent. */
export class SmsLimitError extends AppError {
  constructor() {
    super('sms-limit', 'No more text messages can be sent today.');
  }
}

export class SmsFailedError extends AppError {
  constructor() {
    super('sms-failed', 'The text message could not be sent. Try again in a minute.');
  }
}

export class CodeWrongError extends AppError {
  constructor(left: number) {
    super('code-wrong', 'This is not the code that was sent.', { data: { left } });
  }
}

/** Too old, used, tried too often, or not of this request and device: which, is nobody's business. */
export class CodeExpiredError extends AppError {
  constructor() {
    super('code-expired', 'This code can no longer be used. Ask for another.');
  }
}

export class PhoneFullError extends AppError {
  constructor() {
    super('phone-full', 'As many people as may share a number have confirmed this one.');
  }
}
