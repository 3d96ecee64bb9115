import { devanagariKey, romanKey, romanKeysOf, withSingles } from './hindi.js';
import { prepare } from './prepare.js';
import { spelledOut } from './spelled-out.js';
import { type Chunk, chunksOf, squeeze, type Token } from './tokens.js';

/** One word of a blocked entry: under which keys it is found, and whether longer words count (`kamin*`). */
interface Part {
  keys: Set<string>;
  runs: Map<string, number[]>;
  prefix: boolean;
}

interface Entry {
  /** As the organiser wrote it. */
  text: string;
  parts: Part[];
}

/** Words as the organiser keeps them. A star at the end of a word stands for any ending. */
export interface WordLists {
  /** Hindi: in Devanagari (its Roman spellings are found too) or in Roman letters. */
  hi: readonly string[];
  /** English, letter by letter. */
  en: readonly string[];
  /** Never caught: names and places. */
  welcome: readonly string[];
}

/** Shorter beginnings say nothing. */
const minPrefix = 3;

/** Finds blocked words and phrases. Built once per rule set; the cost of a text does not grow with the lists. */
export class WordFinder {
  private readonly exact = new Map<string, Entry[]>();
  private readonly prefixes = new Map<string, Entry[]>();
  private readonly masked = new Map<string, { letters: string[]; text: string }[]>();
  private readonly welcome: Set<string>;
  private readonly longest: number;

  constructor({ hi, en, welcome }: WordLists) {
    const entries = [...hi.map((text) => entryOf(text, true)), ...en.map((text) => entryOf(text, false))];
    for (const entry of entries) this.file(entry);
    this.welcome = new Set(welcome.map((word) => prepare(word).trim()));
    this.longest = Math.max(0, ...[...this.exact.keys()].map((key) => key.length));
  }

  /** The first blocked entry in the text, as the organiser wrote it; null where there is none. */
  find(text: string): string | null {
    return this.findIn(chunksOf(prepare(text)));
  }

  /** @param chunks of a prepared text */
  findIn(chunks: readonly Chunk[]): string | null {
    if (this.exact.size === 0 && this.prefixes.size === 0) return null;
    const words = chunks.flatMap((chunk) => chunk.words.filter(({ plain }) => !this.welcome.has(plain)));
    for (let at = 0; at < words.length; at += 1) {
      const found = this.at(words, at);
      if (found !== null) return found;
    }
    for (const { whole, trimmed } of chunks) {
      if (this.welcome.has(trimmed)) continue;
      for (const token of whole) {
        const found = this.at([token], 0) ?? this.behindMask(token.plain);
        if (found !== null) return found;
      }
    }
    return spelledOut(chunks, this.longest, (token) => this.at([token], 0));
  }

  private file(entry: Entry): void {
    const [first] = entry.parts;
    if (!first) return;
    const index = first.prefix ? this.prefixes : this.exact;
    for (const key of first.keys) index.set(key, [...(index.get(key) ?? []), entry]);
    if (entry.parts.length > 1) return;
    const spellings = [...first.keys].filter((key) => key.startsWith('r:')).map((key) => key.slice(2));
    for (const plain of new Set([prepare(entry.text).replace(/\*/g, ''), ...spellings])) {
      const place = maskPlace(plain);
      this.masked.set(place, [...(this.masked.get(place) ?? []), { letters: [...plain], text: entry.text }]);
    }
  }

  private at(words: readonly Token[], at: number): string | null {
    const token = words[at] as Token;
    for (const key of token.keys) {
      for (const entry of this.exact.get(key) ?? [])
        if (enough(entry.parts[0], key, token) && follows(entry, words, at)) return entry.text;
      if (this.prefixes.size === 0) continue;
      for (let end = minPrefix + 2; end <= key.length; end += 1) {
        const beginning = key.slice(0, end);
        for (const entry of this.prefixes.get(beginning) ?? [])
          if (enough(entry.parts[0], beginning, token, key) && follows(entry, words, at)) return entry.text;
      }
    }
    return null;
  }

  /** `i***t`: stars for letters. At least the first letter and two in five must be there. */
  private behindMask(plain: string): string | null {
    if (!/[*#]/.test(plain)) return null;
    // One star at the end is emphasis, or a list.
    if (/^[^*#]+[*#]$/.test(plain)) return null;
    const letters = [...plain].filter((letter) => letter !== '*' && letter !== '#');
    if (letters.length < 2 || letters.length * 5 < [...plain].length * 2) return null;
    const fits = (word: string[]): boolean =>
      [...plain].every((letter, index) => letter === '*' || letter === '#' || letter === word[index]);
    return this.masked.get(maskPlace(plain))?.find((word) => fits(word.letters))?.text ?? null;
  }
}

const maskPlace = (plain: string): string => `${plain[0]}${[...plain].length}`;

/** Every run of a letter in the text is at least as long as in the entry. Keys of Hindi know no runs. */
function enough(part: Part | undefined, key: string, token: Token, whole = key): boolean {
  const wanted = part?.runs.get(key);
  if (!wanted) return true;
  const given = token.runs.get(whole);
  return given !== undefined && wanted.every((length, index) => (given[index] ?? 0) >= length);
}

function follows({ parts }: Entry, words: readonly Token[], at: number): boolean {
  for (let index = 1; index < parts.length; index += 1) {
    const token = words[at + index];
    const part = parts[index] as Part;
    if (!token?.keys.some((key) => matches(part, key, token))) return false;
  }
  return true;
}

function matches(part: Part, key: string, token: Token): boolean {
  if (part.keys.has(key)) return enough(part, key, token);
  if (!part.prefix) return false;
  for (const wanted of part.keys) if (key.startsWith(wanted)) return enough(part, wanted, token, key);
  return false;
}

function entryOf(text: string, hindi: boolean): Entry {
  const words = prepare(text)
    .split(/\s+/)
    .filter((word) => word.replace(/\*/g, '') !== '');
  return { text, parts: words.map((word) => partOf(word, hindi)) };
}

function partOf(word: string, hindi: boolean): Part {
  const prefix = word.endsWith('*');
  const plain = word.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  const part: Part = { keys: new Set(), runs: new Map(), prefix };
  if (/[\u0900-\u097f]/.test(plain)) {
    part.keys.add(`d:${devanagariKey(plain)}`);
    for (const key of romanKeysOf(plain)) part.keys.add(`r:${key}`);
  } else if (hindi) for (const key of withSingles(romanKey(plain))) part.keys.add(`r:${key}`);
  else {
    const { squeezed, runs } = squeeze(plain);
    part.keys.add(`e:${squeezed}`);
    part.runs.set(`e:${squeezed}`, runs);
  }
  return part;
}
