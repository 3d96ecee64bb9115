/** Characters of a display name, counted as people count letters of the alphabet (code points), after it was tidied. */
export const nameLength = { min: 2, max: 40 } as const;

const invisible = /\p{Cf}|\p{Default_Ignorable_Code_Point}/gu;
/** After a virama the joiners say how a conjunct is written, which Hindi does need. */
const joiners = /(?<=\p{L}\u094d)(?:\u200c|\u200d)(?=\p{L})/gu;
const placeholder = '\ue000';

/** The name in one form (NFKC), without what cannot be seen and without needless spaces. */
export function tidyName(text: string): string {
  const kept: string[] = [];
  return text
    .normalize('NFKC')
    .replace(joiners, (joiner) => {
      kept.push(joiner);
      return placeholder;
    })
    .replace(invisible, '')
    .replaceAll(placeholder, () => kept.shift() ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
}

const usable = /^(?:[\p{L}\p{M}\p{N} .,'’()\-–·@&/]|\u200c|\u200d)+$/u;
const scripts = ['Latin', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada'];
const ofScript = [
  ...scripts,
  'Malayalam',
  'Arabic',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Hebrew',
  'Cherokee',
  'Georgian',
].map((script) => new RegExp(`\\p{Script=${script}}`, 'u'));

/** Whether a tidied name is one: letters in it, nothing that names do not hold, no word of two scripts. */
export function isUsableName(name: string): boolean {
  const length = [...name].length;
  if (length < nameLength.min || length > nameLength.max) return false;
  if (!usable.test(name) || !/\p{L}/u.test(name)) return false;
  // A mark on nothing is a sign, and looks like a letter of its own.
  if (/(?:^|[ .,'’()\-–·@&/])\p{M}/u.test(name)) return false;
  // A name in which letters drown in marks covers the lines above and below it.
  if (/\p{Mn}{4}/u.test(name)) return false;
  return name.split(/[^\p{L}\p{M}]+/u).every((word) => ofScript.filter((script) => script.test(word)).length <= 1);
}
