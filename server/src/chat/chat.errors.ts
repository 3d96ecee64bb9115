import { AppError } from '@sammelan/shared/contract/errors.js';

export class ChatClosedError extends AppError {
  constructor() {
    super('chat-closed', 'The chat takes no messages now.');
  }
}

export class ChatNotAllowedError extends AppError {
  constructor() {
    super('chat-not-allowed', 'Only invited people may write in this rally.');
  }
}

export class ChatMutedError extends AppError {
  constructor(until: string) {
    super('chat-muted', 'A moderator has muted you.', { data: { until } });
  }
}

/** A rule refused the message; `rule` says which, for the web to say it in words. */
export class ChatRefusedError extends AppError {
  constructor(rule: string) {
    super('chat-refused', 'This message is not taken.', { data: { rule } });
  }
}

export class ChatSlowError extends AppError {
  constructor(waitMs: number) {
    super('chat-slow', 'Slow mode: wait before the next message.', { data: { seconds: Math.ceil(waitMs / 1000) } });
  }
}

/** The caller named no region, or none fine enough to have a room. */
export class ChatRegionMissingError extends AppError {
  constructor() {
    super('chat-region-missing', 'There is no room for you: say which region you are from.');
  }
}

export class MessageGoneError extends AppError {
  constructor() {
    super('message-gone', 'There is no such message any more.');
  }
}
