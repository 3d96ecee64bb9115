/** Characters of a region's name in one language. */
export const maxRegionName = 120;

/** Levels a tree may have; as many codes fit into a path. */
export const maxRegionLevels = 12;

const codePattern = /^[A-Z0-9][A-Z0-9-]{0,31}$/;

/**
 * A region code from a file's cell: upper case, blanks and slashes to dashes, after the level's prefix.
 * Null where that makes no code.
 */
export function regionCodeFrom(cell: string, prefix = ''): string | null {
  const own = cell
    .trim()
    .toUpperCase()
    .replace(/[\s/_.]+/g, '-');
  const code = prefix + own;
  return own !== '' && codePattern.test(code) ? code : null;
}

const smallWords = new Set(['and', 'of', 'the', 'cum']);

/** A name as people write it: single blanks, and directories' CAPITALS as words. */
export function regionNameFrom(cell: string): string {
  const text = cell
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const shouting = /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text);
  return shouting ? text.replace(/\p{L}[\p{L}\p{M}'’]*/gu, (word, at: number) => asWord(word, at > 0)) : text;
}

function asWord(word: string, inside: boolean): string {
  const lower = word.toLowerCase();
  return inside && smallWords.has(lower) ? lower : word[0] + lower.slice(1);
}

/**
 * Where a mapped column is: by its header (case and outer blanks do not count), else by its number from 1.
 * `missing` where there is none, `ambiguous` where several have that header: then only the number says which.
 */
export function columnIndex(header: readonly string[], column: string): number | 'missing' | 'ambiguous' {
  const wanted = column.trim().toLowerCase();
  const found = header.flatMap((name, index) => (name.trim().toLowerCase() === wanted ? [index] : []));
  if (found.length > 1) return 'ambiguous';
  if (found.length === 1) return found[0]!;
  const number = /^\d{1,3}$/.test(wanted) ? Number(wanted) : 0;
  return number >= 1 && number <= header.length ? number - 1 : 'missing';
}

/**
 * A text as it is searched: without case, accents, blanks at the ends and the signs that people leave out when they type
 * Devanagari (nukta, chandrabindu for anusvara, joiners).
 */
export const searchable = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f\u093c\u200c\u200d]/g, '')
    .replace(/\u0901/g, '\u0902')
    .replace(/[\s().,'’-]+/g, ' ')
    .trim();

/**
 * How well a name answers a search, 0 best: the whole name, its beginning, a word's beginning, anywhere, and the same
 * without minding blanks (`Bodhgaya` for `Bodh Gaya`). Null: not. Both are `searchable`.
 */
export function searchRank(name: string, wanted: string): number | null {
  if (wanted === '') return null;
  const at = name.indexOf(wanted);
  if (at === 0) return name.length === wanted.length ? 0 : 1;
  if (at > 0) return name[at - 1] === ' ' ? 2 : 3;
  const joined = name.replaceAll(' ', '').indexOf(wanted.replaceAll(' ', ''));
  if (joined < 0) return null;
  return joined === 0 ? 1 : 3;
}

/** What can be wrong with a line of an import. */
export const regionProblemCodes = [
  'column-missing',
  'column-ambiguous',
  'file-empty',
  'file-not-utf8',
  'file-broken',
  'too-many',
  'code-missing',
  'code-invalid',
  'name-missing',
  'name-too-long',
  'name-differs',
  'parent-differs',
  'parent-unknown',
  'level-differs',
] as const;
export type RegionProblemCode = (typeof regionProblemCodes)[number];
