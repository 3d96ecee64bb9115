import fc from 'fast-check';
import { holdsDuplicateKey } from './json-body.js';

describe('keys named twice', () => {
  it.each([
    ['{"a":1,"a":2}', true],
    ['{"a":1,"b":{"c":1,"c":1}}', true],
    ['[{"a":1},{"a":1}]', false],
    ['{"a":"a","b":"a"}', false],
    ['{"a":["a","a"],"b":{"a":1}}', false],
    ['{"a":1,"\\u0061":2}', true],
    ['{"a\\"b":1,"a\\"b":2}', true],
    ['{"a":"},{\\"a\\":","b":1}', false],
    ['[]', false],
    ['7', false],
  ])('%s: %s', (text, expected) => expect(holdsDuplicateKey(text)).toBe(expected));

  it('are never seen in what JSON.stringify writes, and always where a member is repeated', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const clean = JSON.stringify(JSON.parse(text));
        expect(holdsDuplicateKey(clean)).toBe(false);
      }),
    );
    const members = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, maxKeys: 6 });
    fc.assert(
      fc.property(members, fc.nat(), (object, pick) => {
        const entries = Object.entries(object).map(
          ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
        );
        const repeated = [...entries, entries[pick % entries.length]!];
        expect(holdsDuplicateKey(`{${repeated.join(',')}}`)).toBe(true);
        expect(holdsDuplicateKey(`{"deeper":[{${repeated.join(' , ')}}]}`)).toBe(true);
      }),
    );
  });

  it('cost no time in a hostile body', () => {
    const started = performance.now();
    holdsDuplicateKey(`{${'"'.repeat(100_000)}`);
    holdsDuplicateKey('['.repeat(200_000));
    holdsDuplicateKey(`"${'\\'.repeat(200_000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
