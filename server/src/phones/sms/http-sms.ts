import { Logger } from '@nestjs/common';
import type { SmsGateway } from '../../config/sms.js';
import { SmsFailedError } from '../phones.errors.js';
import type { CodeMessage, SmsSender } from './sms-sender.js';

/** A gateway that takes longer has lost the message, as far as the person in front of the page is concerned. */
const timeoutMs = 10_000;

type Escape = (value: string) => string;

const inJson: Escape = (value) => JSON.stringify(value).slice(1, -1);
const asIs: Escape = (value) => value;

/** Sends through any gateway that takes HTTP: address, headers and body are templates. */
export class HttpSms implements SmsSender {
  private readonly logger = new Logger('SMS');

  constructor(private readonly gateway: SmsGateway) {}

  async send(message: CodeMessage): Promise<void> {
    const { url, method, headers, body } = this.gateway;
    const fill = this.filler(message);
    try {
      const response = await fetch(fill(url, encodeURIComponent), {
        method,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value, asIs)])),
        ...(body !== null && { body: fill(body, this.escapeOfBody()) }),
        // Another address would get the number and the gateway's key.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`it answered ${response.status}`);
    } catch (error) {
      // Only in our words: a gateway's answer or address may hold the number.
      this.logger.error(`The gateway did not take a message: ${reasonOf(error)}`);
      throw new SmsFailedError();
    }
  }

  private filler({ to, code, text }: CodeMessage): (template: string, escape: Escape) => string {
    const values: Record<string, string> = { to, number: to.slice(1), code, text, ...this.gateway.dlt };
    return (template, escape) => template.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => escape(values[name] ?? ''));
  }

  private escapeOfBody(): Escape {
    const type = this.gateway.headers['content-type'] ?? '';
    if (type.includes('json')) return inJson;
    return type.includes('urlencoded') ? encodeURIComponent : asIs;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'for no reason';
  if (error.name === 'TimeoutError') return `no answer in ${timeoutMs / 1000} s`;
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? (/^it answered \d+$/.test(error.message) ? error.message : 'it could not be reached');
}
