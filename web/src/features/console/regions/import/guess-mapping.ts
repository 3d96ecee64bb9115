import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import { columnIndex } from '@sammelan/shared/regions/regions.rules.js';
import type { CsvHead } from './csv-head.js';

/** One level's columns as the form holds them: indices into the header; null where there is none. */
export interface LevelChoice {
  level: number;
  code: number | null;
  name: number | null;
  hindiName: number | null;
  prefix: string;
  withinParent: boolean;
}

/** Words that directories use for the usual levels, beside the organisation's own. */
const known: { level: RegExp; english: string }[] = [
  { english: 'state', level: /\bstate\b|राज्य/iu },
  { english: 'district', level: /\bdistrict\b|\bdist\b|ज़िला|ज़िला|जिला/iu },
  { english: 'block', level: /\bblock\b|\bsub-?\s?district\b|\btaluka?\b|\btehsil\b|\bmandal\b|प्रखंड|तहसील/iu },
  { english: 'panchayat', level: /\bpanchayat\b|\bgp\b|\blocal body\b|पंचायत/iu },
  { english: 'booth', level: /\bbooth\b|\bpolling station\b|\bpart\b|बूथ/iu },
];

const codeWords = /\bcode\b|\bid\b|\bno\.?(?:\s|$)|\bnumber\b|कोड|संख्या/iu;
const nameWords = /\bname\b|नाम/iu;
const hindiWords = /\bhindi\b|\blocal\b|हिन्दी|हिंदी/iu;
const notTheCode = /census|version|s\.\s?no|serial/iu;
const devanagari = /\p{Script=Devanagari}/u;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a heading of this level may hold. */
function levelPattern(names: LocalText): RegExp {
  const own = Object.values(names).filter(Boolean).map(escaped).join('|');
  const usual = known.find(({ english }) => names.en?.toLowerCase() === english);
  return new RegExp([own, usual?.level.source].filter(Boolean).join('|') || '$^', 'iu');
}

/** The beginning of a level's English name that no level above has: S, D, B, P, BO. */
export function prefixFor(levels: readonly LocalText[], level: number): string {
  const names = levels.map(({ en }, index) => (en ?? `L${index}`).toUpperCase().replace(/[^A-Z0-9]/g, ''));
  const own = names[level] ?? '';
  for (let length = 1; length < own.length; length++) {
    const start = own.slice(0, length);
    if (!names.slice(0, level).some((name) => name.startsWith(start))) return start;
  }
  return own.slice(0, 8);
}

const filled = (rows: readonly string[][], column: number): string[] =>
  rows.map((row) => row[column]?.trim() ?? '').filter(Boolean);

/** Whether a code of this level stands below more than one parent. */
function repeats(rows: readonly string[][], parent: number, code: number): boolean {
  const parentOf = new Map<string, string>();
  return rows.some((row) => {
    const [own, above] = [row[code] ?? '', row[parent] ?? ''];
    const before = parentOf.get(own);
    parentOf.set(own, before ?? above);
    return own !== '' && before !== undefined && before !== above;
  });
}

function guessLevel(head: CsvHead, levels: readonly LocalText[], level: number): LevelChoice | null {
  const pattern = levelPattern(levels[level]!);
  const mine = head.header.flatMap((name, index) => (pattern.test(name) ? [index] : []));
  const sample = head.rows.slice(0, 50);
  const isName = (index: number) => nameWords.test(head.header[index]!);
  const code = mine.find((index) => {
    const heading = head.header[index]!;
    return codeWords.test(heading) && !notTheCode.test(heading) && !isName(index);
  });
  if (code === undefined) return null;
  const others = mine.filter((index) => index !== code && filled(sample, index).length > 0);
  const bare = (index: number) => !codeWords.test(head.header[index]!) && !notTheCode.test(head.header[index]!);
  const names = others.some(isName) ? others.filter(isName) : others.filter(bare);
  const isHindi = (index: number) =>
    hindiWords.test(head.header[index]!) || filled(sample, index).some((cell) => devanagari.test(cell));
  const numeric = filled(sample, code).every((cell) => /^\d+$/.test(cell));
  return {
    level,
    code,
    name: names.find((index) => !isHindi(index)) ?? null,
    hindiName: names.find(isHindi) ?? null,
    prefix: numeric ? prefixFor(levels, level) : '',
    withinParent: false,
  };
}

/** Which columns make the tree, by the headings and the first rows; from the highest level that the file has down. */
export function guessMapping(head: CsvHead, levels: readonly LocalText[]): LevelChoice[] {
  const found = levels.flatMap((_, level) => guessLevel(head, levels, level) ?? []);
  // A file with a hole in it (state and block, no district) is guessed from the hole down.
  const gap = found.findLastIndex((choice, index) => index > 0 && choice.level !== found[index - 1]!.level + 1);
  const chosen = found.slice(Math.max(0, gap));
  return chosen.map((choice, index) => {
    const parent = chosen[index - 1]?.code ?? null;
    const withinParent = parent !== null && choice.code !== null && repeats(head.rows, parent, choice.code);
    return { ...choice, withinParent };
  });
}

/** How the wire names a column: by its heading, or by number where headings repeat. */
export const columnName = (header: readonly string[], index: number): string => {
  const heading = header[index]!.trim();
  return heading !== '' && heading.length <= 80 && columnIndex(header, heading) === index ? heading : String(index + 1);
};
