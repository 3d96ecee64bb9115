import { ConfigError, type Reader } from './environment.js';

/** How text messages leave: through any gateway that takes HTTP, or, without one, to the operator's log. */
export interface SmsConfig {
  gateway: SmsGateway | null;
  /** Text of a code's message, with `{code}` and `{organisation}`; in India as registered. */
  text: string;
  /** Messages a day, all together: what an attack can cost at most. */
  dailyLimit: number;
  /** Country of numbers that are written without one, e.g. `91`. */
  countryCode: string;
}

/** Address, headers' values and body may hold the placeholders of `smsPlaceholders`. */
export interface SmsGateway {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string | null;
  /** India's DLT (TRAI TCCCPR 2018): who sends, under which header, by which registered template. */
  dlt: { entityId: string; header: string; templateId: string };
}

/** `{to}` is E.164 with the plus, `{number}` the same without it. */
export const smsPlaceholders = ['to', 'number', 'code', 'text', 'entityId', 'header', 'templateId'] as const;

const defaultText = '{code} is your code for {organisation}. Do not give it to anybody.';
const defaultBody =
  '{"to":"{to}","text":"{text}","sender":"{header}","entityId":"{entityId}","templateId":"{templateId}"}';

/** @throws ConfigError */
export function readSms(read: Reader): SmsConfig {
  const mode = read.oneOf('SMS', ['log', 'http'] as const) ?? 'log';
  const text = demandPlaceholders('SMS_TEXT', read.text('SMS_TEXT') ?? defaultText, ['code', 'organisation']);
  if (!text.includes('{code}')) throw new ConfigError('SMS_TEXT must hold {code}.');
  const countryCode = read.text('SMS_COUNTRY_CODE') ?? '91';
  if (!/^[1-9]\d{0,2}$/.test(countryCode)) throw new ConfigError('SMS_COUNTRY_CODE must be one to three digits.');
  return {
    gateway: mode === 'http' ? readGateway(read) : null,
    text,
    dailyLimit: read.integer('SMS_DAILY_LIMIT', 1, 10_000_000) ?? 2000,
    countryCode,
  };
}

function readGateway(read: Reader): SmsGateway {
  const url = read.url('SMS_URL', ['http:', 'https:']);
  if (url === null) throw new ConfigError('SMS_URL must be set when SMS is http.');
  const method = read.oneOf('SMS_METHOD', ['GET', 'POST'] as const) ?? 'POST';
  return {
    url: demandPlaceholders('SMS_URL', url, smsPlaceholders),
    method,
    headers: headersOf(read.text('SMS_HEADERS') ?? '{"content-type":"application/json"}'),
    body:
      method === 'GET' ? null : demandPlaceholders('SMS_BODY', read.text('SMS_BODY') ?? defaultBody, smsPlaceholders),
    dlt: {
      entityId: read.text('SMS_DLT_ENTITY_ID') ?? '',
      header: read.text('SMS_DLT_HEADER') ?? '',
      templateId: read.text('SMS_DLT_TEMPLATE_ID') ?? '',
    },
  };
}

function headersOf(text: string): Record<string, string> {
  // The value is not repeated: it holds the gateway's key.
  const problem = new ConfigError('SMS_HEADERS must be a JSON object of texts, e.g. {"authorization":"Bearer …"}.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw problem;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw problem;
  const entries = Object.entries(parsed as Record<string, unknown>);
  if (entries.some(([, value]) => typeof value !== 'string')) throw problem;
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value as string]));
}

/** A placeholder that is misspelt would be sent to everybody as it stands. */
function demandPlaceholders(variable: string, template: string, known: readonly string[]): string {
  for (const [, name = ''] of template.matchAll(/\{([a-zA-Z]+)\}/g)) {
    if (!known.includes(name)) {
      throw new ConfigError(`${variable} holds {${name}}; it may hold ${known.map((one) => `{${one}}`).join(', ')}.`);
    }
  }
  return template;
}
