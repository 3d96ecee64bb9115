/**
 * Every code that a client may see, with its HTTP status. Codes are stable: clients, texts and tests hang on them.
 * The web has a sentence for each in each language.
 */
export const errorStatus = {
  'invalid-payload': 400,
  unauthenticated: 401,
  forbidden: 403,
  banned: 403,
  'not-found': 404,
  conflict: 409,
  'rate-limited': 429,
  'payload-too-large': 413,
  unavailable: 503,
  internal: 500,
  'invite-invalid': 400,
  'invite-expired': 410,
  'invite-revoked': 410,
  'invite-used-up': 410,
  'claim-used': 410,
  'name-unusable': 422,
  'name-reserved': 409,
  'sign-in-refused': 422,
  'sign-in-wait': 429,
  'factor-missing': 409,
  'factor-wrong': 422,
  'passkey-refused': 422,
  'ticket-over': 410,
  'password-wrong': 422,
  'login-taken': 409,
  'last-factor': 409,
  'phone-invalid': 422,
  'phone-full': 409,
  'code-limit': 429,
  'code-wrong': 422,
  'code-expired': 410,
  'sms-limit': 503,
  'sms-failed': 503,
  'last-owner': 409,
  'rally-not-open': 409,
  'rally-private': 403,
  'rally-transition': 409,
  'slug-taken': 409,
  'picture-unsupported': 415,
  'region-unknown': 404,
  'region-import': 422,
  'seat-taken': 409,
  'seat-missing': 409,
  'stage-not-granted': 403,
  'hand-closed': 409,
  'stream-keys-full': 409,
  'push-targets-full': 409,
  'media-unavailable': 503,
  'media-unsupported': 409,
  'content-unsupported': 415,
  'precondition-missing': 428,
  'precondition-failed': 412,
  'playback-by-hls': 409,
  'hall-full': 503,
  'stream-signature': 403,
  'chat-closed': 409,
  'chat-not-allowed': 403,
  'chat-muted': 403,
  'chat-slow': 429,
  'chat-region-missing': 409,
  'chat-refused': 422,
  'message-gone': 404,
  'hold-full': 429,
  'appeal-made': 409,
  'poll-not-open': 409,
  'poll-transition': 409,
  'poll-not-closed': 409,
  'poll-silenced': 409,
  'ballot-final': 409,
  'ballot-choices': 422,
  'questions-closed': 409,
  'question-limit': 429,
  'slide-limit': 409,
  'question-transition': 409,
  'booth-full': 409,
  'booth-missing': 409,
  'booth-language': 403,
  'captions-closed': 409,
  'caption-key-wrong': 403,
  'caption-keys-full': 409,
  'captions-off': 409,
  'recording-not-ready': 409,
  'recording-cut': 422,
  'recording-no-space': 507,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;

/** What is wrong in a file, by line from 1 (0: the file as a whole). `value` is the cell; `code` is stable per feature. */
export interface LineProblem {
  line: number;
  column: string | null;
  code: string;
  value: string;
}

/**
 * An error on the wire. `fields` says what is wrong per field; `data` carries figures a text may need (seconds to wait);
 * `lines` what is wrong in a file that was sent.
 */
export interface WireError {
  code: ErrorCode;
  message: string;
  fields?: Record<string, string[]>;
  data?: Record<string, string | number>;
  lines?: LineProblem[];
}

/** An error that a caller is told of. Features derive their own, one class per code. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Pick<WireError, 'fields' | 'data' | 'lines'> = {},
  ) {
    super(message);
    this.name = new.target.name;
  }

  toWire(): WireError {
    return { code: this.code, message: this.message, ...this.details };
  }
}
