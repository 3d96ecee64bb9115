import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { PollKey } from './pseudonyms.js';
import { pseudonymsFrom, receiptOf } from './receipts.js';

describe('the pseudonym of a voter', () => {
  it('is the HMAC that anybody else would calculate', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uuid(), (bytes, voter) => {
        const hex = createHmac('sha256', bytes).update(voter).digest('hex').slice(0, 32);
        expect(new PollKey(Buffer.from(bytes)).pseudonymOf(voter).replaceAll('-', '')).toBe(hex);
      }),
    );
  });

  it('is another under another key, and nothing that the key made once it is wiped', () => {
    const voter = randomUUID();
    const [one, other] = [new PollKey(randomBytes(32)), new PollKey(randomBytes(32))];
    const before = one.pseudonymOf(voter);
    expect(other.pseudonymOf(voter)).not.toBe(before);
    expect(one.pseudonymOf(voter)).toBe(before);
    one.wipe();
    expect(one.pseudonymOf(voter)).not.toBe(before);
  });
});

describe('a receipt', () => {
  it('is the beginning of the pseudonym, for reading out', () => {
    expect(receiptOf('00000000-0000-0000-0000-000000000000')).toBe('0000-0000-0000-0000');
    expect(receiptOf('ffffffff-ffff-ffff-ffff-000000000000')).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
    expect(receiptOf('08421084-2108-4210-8421-000000000000')).toBe('1111-1111-1111-1111');
  });

  it('begins as the pseudonyms do that are looked for by it, and no others', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 0, max: 6 }), (one, other, length) => {
        const start = receiptOf(one).replaceAll('-', '').slice(0, length);
        const { first, last } = pseudonymsFrom(start);
        for (const pseudonym of [one, other]) {
          const begins = receiptOf(pseudonym).replaceAll('-', '').startsWith(start);
          expect(first <= pseudonym && pseudonym <= last).toBe(begins);
        }
      }),
    );
  });
});
