/** Letters of other scripts that look like Latin ones (from Unicode TS 39's confusables, those met in spam). */
const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  ё: 'e',
  ɡ: 'g',
  н: 'h',
  і: 'i',
  ı: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  υ: 'u',
  ν: 'v',
  ѵ: 'v',
  х: 'x',
  у: 'y',
  α: 'a',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  ω: 'w',
  ß: 'ss',
};

const lookAlike = new RegExp(Object.keys(lookAlikes).join('|'), 'gu');

/** What is not seen: zero-width characters, joiners, direction marks, fillers, variation selectors, tags. */
const invisible =
  /\p{Cf}|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]|[\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu;

const plainAscii = /^[\n\x20-\x7e]*$/;

/** Marks over and under Latin letters, once they are apart from them; Devanagari's own lie elsewhere. */
const latinMarks = /[\u0300-\u036f]|[\u0483-\u0489]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]/g;

/**
 * A text as rules read it: compatibility forms undone (NFKC: full-width, mathematical, circled letters), what is invisible
 * left out, small letters, no marks on Latin letters, look-alikes of other scripts as the letters they play.
 */
export function prepare(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .replace(invisible, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(latinMarks, '')
    .replace(lookAlike, (letter) => lookAlikes[letter] ?? letter);
}
