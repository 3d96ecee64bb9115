/** A code on its way to a phone. */
export interface CodeMessage {
  /** E.164. Never to be logged. */
  to: string;
  code: string;
  text: string;
}

/** How text messages leave. */
export interface SmsSender {
  /** @throws SmsFailedError when the message was not taken */
  send(message: CodeMessage): Promise<void>;
}

/** Injection token of the sender that the configuration names. */
export const SMS_SENDER = Symbol('SmsSender');
