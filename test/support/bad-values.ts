/** Something that is never right, with its name for the report. */
export type Bad = readonly [name: string, value: unknown];

/** JSON keeps a key of this name as the object's own. */
const proto: unknown = JSON.parse('{"__proto__":{"admin":true}}');

const structures: readonly Bad[] = [
  ['an empty object', {}],
  ['an operator', { $ne: null }],
  ['an array', []],
  ['an array of arrays', [[['x']]]],
  ['null', null],
  ['a prototype', proto],
  ['a constructor', { constructor: { prototype: { admin: true } } }],
];
const long = 'x'.repeat(20_000);

/** What no text field takes: wrong types, too long, and characters that no text holds. */
const forText: readonly Bad[] = [
  ...structures,
  ['a number', 7],
  ['true', true],
  ['a text of 20,000', long],
  ['NUL', 'abc\u0000def-abc'],
  ['half a letter', 'abc\ud83ddef-abc'],
  ['an escape', 'abc\u001b[2Jdef'],
];

const forNumber: readonly Bad[] = [
  ...structures,
  ['a text', '7'],
  ['a fraction', 0.5],
  ['a negative', -1],
  ['too much', 1e300],
  ['true', true],
];

const forBoolean: readonly Bad[] = [...structures, ['a text', 'true'], ['a number', 1]];

const forArray: readonly Bad[] = [
  ...structures.filter(([name]) => name !== 'an array'),
  ['a text', 'x'],
  ['a number', 7],
  ['true', true],
  ['nothing but nulls', [null]],
  ['its values in arrays', [[]]],
  ['a thousand', Array.from({ length: 1000 }, (_, nth) => nth)],
  ['a list with a key', { 0: 'x', length: 1 }],
];

const forObject: readonly Bad[] = [
  ['an array', []],
  ['null', null],
  ['a text', 'x'],
  ['a number', 7],
  ['true', true],
  ['a prototype', proto],
  ['a pit', deep(200)],
];

/** Values that are wrong in every field whose right value is of the sample's kind. */
export function badValuesFor(sample: unknown): readonly Bad[] {
  if (typeof sample === 'string') return forText;
  // Where the sample is a fraction, fractions are right.
  if (typeof sample === 'number')
    return forNumber.filter(([what]) => Number.isInteger(sample) || what !== 'a fraction');
  if (typeof sample === 'boolean') return forBoolean;
  if (Array.isArray(sample)) return forArray;
  return forObject;
}

/** What is never a payload. */
export const badPayloads: readonly Bad[] = [
  ['a text', 'x'],
  ['a number', 7],
  ['true', true],
  ['an array', []],
  ['an array of payloads', [{}]],
  ['a foreign field', { admin: true }],
  ['a prototype', proto],
  ['a constructor', { constructor: { prototype: { admin: true } } }],
  ['a pit', { a: deep(2000) }],
];

/** So many objects in each other. */
function deep(levels: number): object {
  let value: object = {};
  for (let level = 0; level < levels; level++) value = { a: value };
  return value;
}
