import { prepare } from './prepare.js';

/** Places of a signature (one-permutation MinHash, Li, Owen and Zhang 2012). */
export const places = 16;

/** Shorter texts say too little to be near anything; they are the same or not. */
export const minShingles = 24;
const shingle = 4;

/** What a text is known by when it comes again. */
export interface Signature {
  /** FNV-1a of the letters and digits. */
  exact: number;
  /** The smallest hash of the shingles that fall into each place; null where the text is too short. */
  near: Int32Array | null;
}

const notLetters = /[^\p{L}\p{M}\p{N}]+/gu;
const digits = /\p{N}/gu;

/** The letters of a text without what spammers vary: case, blanks, punctuation, figures, drawn-out letters. */
export const bareLetters = (text: string): string =>
  prepare(text)
    .replace(notLetters, '')
    .replace(digits, '0')
    .replace(/(.)\1{2,}/gu, '$1');

/** @param letters as `bareLetters` gives them */
export function signatureOf(letters: string): Signature {
  let exact = 0x811c9dc5;
  for (let i = 0; i < letters.length; i += 1) exact = Math.imul(exact ^ letters.charCodeAt(i), 0x01000193);
  const shingles = letters.length - shingle + 1;
  if (shingles < minShingles) return { exact, near: null };
  const near = new Int32Array(places).fill(0x7fffffff);
  for (let at = 0; at < shingles; at += 1) {
    let hash = 0x811c9dc5;
    for (let i = at; i < at + shingle; i += 1) hash = Math.imul(hash ^ letters.charCodeAt(i), 0x01000193);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    hash ^= hash >>> 12;
    const place = hash & (places - 1);
    if (hash < (near[place] as number)) near[place] = hash;
  }
  return { exact, near };
}

/** Share of the places that agree: an estimate of how much of two texts is the same. */
export function likeness(one: Signature, other: Signature): number {
  if (one.exact === other.exact) return 1;
  if (!one.near || !other.near) return 0;
  let same = 0;
  for (let place = 0; place < places; place += 1) if (one.near[place] === other.near[place]) same += 1;
  return same / places;
}
