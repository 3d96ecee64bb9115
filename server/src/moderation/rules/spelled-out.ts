import { type Chunk, type Token, tokenOf } from './tokens.js';

/** A Latin letter (or a sign for one), or one Devanagari syllable. */
const single =
  /^(?:[a-z0-9@$!|]|[\u0904-\u0939\u0958-\u0961](?:\u094d[\u0915-\u0939])*[\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963]*)$/;

/** Two letters side by side are an abbreviation, two syllables may be a word. */
const minLetters = { latin: 3, devanagari: 2 };

/** A longer row of single letters is no word; only its beginning is looked at, so that the cost stays small. */
const maxRun = 60;

/**
 * Words spelled out with blanks between the letters: `g a d h a`, `ग धा`. `lookUp` is asked for every stretch of single
 * letters that is not longer than the longest blocked word.
 */
export function spelledOut(
  chunks: readonly Chunk[],
  longest: number,
  lookUp: (token: Token) => string | null,
): string | null {
  let run: string[] = [];
  const check = (): string | null => {
    const letters = run.slice(0, maxRun);
    run = [];
    for (let from = 0; from < letters.length; from += 1) {
      let word = letters[from] as string;
      const least = /[a-z0-9]/.test(word) ? minLetters.latin : minLetters.devanagari;
      for (let to = from + 1; to < letters.length && to - from < longest; to += 1) {
        word += letters[to] as string;
        if (to - from + 1 < least) continue;
        const found = lookUp(tokenOf(word));
        if (found !== null) return found;
      }
    }
    return null;
  };
  for (const { trimmed } of chunks) {
    if (trimmed.length <= 8 && single.test(trimmed)) {
      run.push(trimmed);
      continue;
    }
    const found = run.length > 1 ? check() : null;
    if (found !== null) return found;
    run = [];
  }
  return run.length > 1 ? check() : null;
}
