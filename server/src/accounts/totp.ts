import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
const digits = 6;
/** Steps that the phone's clock may be off, to either side. */
const drift = 1;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A secret of 160 bits, in base32 (RFC 4648), as authenticator apps take it. */
export function newTotpSecret(): string {
  const bits = [...randomBytes(20)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replace(/.{5}/g, (five) => alphabet[parseInt(five, 2)] as string);
}

/** The code of a step (RFC 6238 over RFC 4226, HMAC-SHA-1: what every app knows). */
export function totpAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = mac[mac.length - 1]! & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

export const stepOf = (now: number): number => Math.floor(now / 1000 / stepSeconds);

/** The step that the code is of, near `now` (ms since the epoch); null where it is of none. */
export function matchingStep(secret: string, code: string, now: number): number | null {
  let found: number | null = null;
  for (let step = stepOf(now) - drift; step <= stepOf(now) + drift; step += 1) {
    if (timingSafeEqual(Buffer.from(totpAt(secret, step)), Buffer.from(code))) found = step;
  }
  return found;
}

/** What a QR code carries to an app (the key URI format). */
export const totpUri = (secret: string, issuer: string, login: string): string =>
  `otpauth://totp/${encodeURIComponent(`${issuer}:${login}`)}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
