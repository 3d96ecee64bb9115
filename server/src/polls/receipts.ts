/** Crockford's base 32: no I, L, O or U, which are misread. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const pairs = Array.from({ length: 1024 }, (_, n) => `${alphabet[n >> 5]}${alphabet[n & 31]}`);

/** Four characters of the twenty bits of five hexadecimal digits. */
function fourOf(digits: string): string {
  const bits = parseInt(digits, 16);
  return `${pairs[bits >> 10]}${pairs[bits & 1023]}`;
}

/**
 * The receipt of a ballot: the first 80 bits of its pseudonym, four by four characters. It tells the pseudonym, which says
 * nothing of the voter; two of a million are alike once in two thousand billion times.
 * @param pseudonym a uuid in its usual form
 */
export function receiptOf(pseudonym: string): string {
  const hex = pseudonym.slice(0, 23).replaceAll('-', '');
  return `${fourOf(hex.slice(0, 5))}-${fourOf(hex.slice(5, 10))}-${fourOf(hex.slice(10, 15))}-${fourOf(hex.slice(15, 20))}`;
}

/** The first and the last pseudonym whose receipts begin with `start` (at most six characters of the alphabet; '' for all). */
export function pseudonymsFrom(start: string): { first: string; last: string } {
  const bits = start.length * 5;
  let value = 0;
  for (const character of start) value = value * 32 + alphabet.indexOf(character);
  const low = value * 2 ** (32 - bits);
  const high = low + 2 ** (32 - bits) - 1;
  const hex = (head: number): string => head.toString(16).padStart(8, '0');
  return {
    first: `${hex(low)}-0000-0000-0000-000000000000`,
    last: `${hex(high)}-ffff-ffff-ffff-ffffffffffff`,
  };
}
