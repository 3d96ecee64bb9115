import { randomBytes } from 'node:crypto';
import { HlsSignature, windowMs } from './hls-signature.js';

const keys = [randomBytes(32), randomBytes(32)] as const;
const signature = new HlsSignature([keys[0]]);
const now = 1_800_000_000_000;
const part = signature.sign('one', now);

test('a signature is the same for everybody in its window, and good for a window more', () => {
  const begin = Math.floor(now / windowMs) * windowMs;
  expect(signature.sign('one', begin)).toBe(part);
  expect(signature.sign('one', begin + windowMs - 1)).toBe(part);
  expect(signature.sign('one', begin + windowMs)).not.toBe(part);
  expect(signature.expiry('one', part, begin)).toBe(begin + 2 * windowMs);
  expect(signature.expiry('one', part, begin + 2 * windowMs - 1)).toBe(begin + 2 * windowMs);
});

test.each<[string, string, string, number]>([
  ['of another rally', 'two', part, now],
  ['that has expired', 'one', part, now + 2 * windowMs],
  ['of a time to come', 'one', signature.sign('one', now + 5 * windowMs), now],
  ['by another key', 'one', new HlsSignature([keys[1]]).sign('one', now), now],
  ['moved to the next window', 'one', part.replace(/~\w+-/, `~${(Math.floor(now / windowMs) + 1).toString(36)}-`), now],
  ['that is cut short', 'one', part.slice(0, -1), now],
  ['that is empty', 'one', '~', now],
])('one %s is refused', (_, rallyId, given, at) => {
  expect(signature.expiry(rallyId, given, at)).toBeNull();
});

test('one changed letter anywhere makes it worthless', () => {
  for (let at = 1; at < part.length - 1; at += 1) {
    const other = part[at] === 'A' ? 'B' : 'A';
    expect(signature.expiry('one', part.slice(0, at) + other + part.slice(at + 1), now)).toBeNull();
  }
});

test('an older key is believed until it is taken away', () => {
  const rotated = new HlsSignature([keys[1], keys[0]]);
  expect(rotated.expiry('one', part, now)).not.toBeNull();
  expect(rotated.sign('one', now)).not.toBe(part);
});
