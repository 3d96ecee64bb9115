import { devanagariKey, romanKey, romanKeysOf } from './hindi.js';

/** A word of a text, under every key that a blocked word could be filed by. */
export interface Token {
  /** As it stands in the prepared text. */
  plain: string;
  /** `e:` and the Latin word with each run of a letter as one; `r:` its Roman-Hindi key; `d:` its Devanagari key. */
  keys: string[];
  /** Lengths of the runs of the `e:` keys, by key: `ass` is not in `as`, but it is in `assss`. */
  runs: Map<string, number[]>;
}

const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'i',
  '€': 'e',
};

const latin = /^[a-z]+$/;
const hasLatin = /[a-z]/;
const devanagari = /[\u0900-\u097f]/;
const devanagariOnly = /^[\u0900-\u097f]+$/;
const leetLetters = /[013456789@$!|€]/;
const allLeetLetters = /[013456789@$!|€]/g;
const notWordLike = /[^\u0900-\u097fa-z]+/g;

/** Each run of a letter as one letter, with how long the runs were. */
export function squeeze(word: string): { squeezed: string; runs: number[] } {
  let squeezed = '';
  const runs: number[] = [];
  for (const letter of word) {
    if (squeezed[squeezed.length - 1] === letter) runs[runs.length - 1] = (runs[runs.length - 1] as number) + 1;
    else {
      squeezed += letter;
      runs.push(1);
    }
  }
  return { squeezed, runs };
}

const emptyToken = (plain: string): Token => ({ plain, keys: [], runs: new Map() });

function addLatin(token: Token, word: string): void {
  const { squeezed, runs } = squeeze(word);
  const english = `e:${squeezed}`;
  if (!token.runs.has(english)) {
    token.keys.push(english);
    token.runs.set(english, runs);
  }
  const hindi = `r:${romanKey(word)}`;
  if (!token.keys.includes(hindi)) token.keys.push(hindi);
}

/** Spelt with digits and signs for letters: `1d1ot`, `$tup!d`. A 1 is an i or an l. */
function addLeet(token: Token, word: string): void {
  for (const one of word.includes('1') ? ['i', 'l'] : ['i']) {
    const spelt = word.replace(allLeetLetters, (sign) => (sign === '1' ? one : (leet[sign] as string)));
    const letters = spelt.replace(notWordLike, '');
    if (latin.test(letters)) addLatin(token, letters);
  }
}

/** The word under its keys. @param word prepared, without blanks */
export function tokenOf(word: string): Token {
  const token = emptyToken(word);
  const isDevanagari = devanagari.test(word);
  if (latin.test(word)) addLatin(token, word);
  else if (!isDevanagari && hasLatin.test(word)) {
    const letters = word.replace(notWordLike, '');
    if (letters.length > 1) addLatin(token, letters);
    if (leetLetters.test(word)) addLeet(token, word);
  } else if (devanagariOnly.test(word)) token.keys.push(`d:${devanagariKey(word)}`);
  else if (isDevanagari) {
    const letters = word.replace(notWordLike, '');
    if (devanagariOnly.test(letters)) token.keys.push(`d:${devanagariKey(letters)}`);
    // Two scripts in one word: the Devanagari letters stand for their sounds.
    else {
      for (const latinised of romanSpellings(letters)) token.keys.push(`r:${latinised}`);
    }
  }
  return token;
}

/** `gaधा` as it sounds. */
function romanSpellings(mixed: string): string[] {
  const parts = mixed.match(/[a-z]+|[\u0900-\u097f]+/g) ?? [];
  const sounds = parts.map((part) => (latin.test(part) ? part : (romanKeysOf(part)[0] ?? '')));
  return [romanKey(sounds.join(''))];
}

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;
const edges = /^[^\p{L}\p{N}@$!]+|[^\p{L}\p{M}\p{N}@$!|*]+$/gu;
const tail = /[@$!|*]+$/;

/**
 * What stands between blanks, read in the ways it can be meant: its words one by one, and, where signs stand in it, the
 * whole as one word (`id.iot`, `1d!ot`). `whole` is null where the whole is a word already.
 */
export interface Chunk {
  words: Token[];
  whole: Token[];
  /** Without punctuation at its edges. */
  trimmed: string;
}

/** @param text prepared */
export function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  for (const chunk of text.split(/\s+/)) {
    if (chunk === '') continue;
    if (latin.test(chunk)) {
      chunks.push({ words: [tokenOf(chunk)], whole: [], trimmed: chunk });
      continue;
    }
    const words = (chunk.match(wordPattern) ?? []).map(tokenOf);
    const trimmed = chunk.replace(edges, '');
    const whole: Token[] = [];
    if (trimmed !== '' && trimmed !== words[0]?.plain) {
      whole.push(tokenOf(trimmed));
      // `idiot!` ends with a shout, `as$` with a letter.
      const cut = trimmed.replace(tail, '');
      if (cut !== trimmed && cut !== words[0]?.plain) whole.push(tokenOf(cut));
    }
    chunks.push({ words, whole, trimmed });
  }
  return chunks;
}
