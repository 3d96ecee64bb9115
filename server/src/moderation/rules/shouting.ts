const picture = /\p{Extended_Pictographic}/gu;
const beyondLatin = /[\u2000-\u{10ffff}]/u;
const upper = /\p{Lu}/gu;
const cased = /\p{Lu}|\p{Ll}/gu;
const mark = /\p{M}{8,}/u;

const longestRun = 24;
const mostLines = 8;
/** A shout has so many letters; ten of them are a greeting. */
const shoutLetters = 30;
const shoutShare = 0.8;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function hasRun(text: string): boolean {
  let run = 1;
  for (let i = 1; i < text.length; i += 1) {
    run = text[i] === text[i - 1] ? run + 1 : 1;
    if (run > longestRun) return true;
  }
  return false;
}

/**
 * Walls: a message in capitals, more than `maxPictures` emoji, one character over and over, letters under piles of marks, a
 * ladder of lines. Gives what it is, null where it is none.
 */
export function wallIn(text: string, maxPictures: number): string | null {
  if (text.length >= shoutLetters) {
    const letters = count(text, cased);
    if (letters >= shoutLetters && count(text, upper) >= letters * shoutShare) return 'capitals';
    if (hasRun(text)) return 'run';
  }
  if (count(text, /\n/g) > mostLines) return 'lines';
  if (!beyondLatin.test(text)) return mark.test(text) ? 'marks' : null;
  if (count(text, picture) > maxPictures) return 'emoji';
  return mark.test(text) ? 'marks' : null;
}
