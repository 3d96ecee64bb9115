/** Keys under which spellings of one Hindi word meet, in Devanagari and in Roman letters. Both are for whole words. */

const nukta = '\u093c';
const halant = '\u094d';
const anusvara = '\u0902';
const candrabindu = '\u0901';

/** What is written one way or the other by the same people: length of vowels, nasals, sibilants. */
const sameInDevanagari: Readonly<Record<string, string>> = {
  ई: 'इ',
  ऊ: 'उ',
  ऐ: 'ए',
  औ: 'ओ',
  ऑ: 'ओ',
  'ी': 'ि',
  'ू': 'ु',
  'ै': 'े',
  'ौ': 'ो',
  'ॉ': 'ो',
  'ॆ': 'े',
  'ॊ': 'ो',
  श: 'स',
  ष: 'स',
  ण: 'न',
  [candrabindu]: anusvara,
};

/** A vowel drawn out by its own letter: पागलाआआ. */
const drawnOut: Readonly<Record<string, string>> = { 'ा': 'आ', 'ि': 'इ', 'ु': 'उ', 'े': 'ए', 'ो': 'ओ' };

const silentInDevanagari = new Set([nukta, '\u0903', '\u093d', '\u0951', '\u0952']);
const nasals = 'ङञणनम';
/** An aspirated consonant is doubled with the one it comes from: पट्ठा, पठ्ठा. */
const aspirated: Readonly<Record<string, string>> = Object.fromEntries(
  ['कख', 'गघ', 'चछ', 'जझ', 'टठ', 'डढ', 'तथ', 'दध', 'पफ', 'बभ'].map((pair) => [pair[1] as string, pair[0] as string]),
);
const isConsonant = (letter: string | undefined): boolean => letter !== undefined && letter >= 'क' && letter <= 'ह';

/** @param word Devanagari, prepared */
export function devanagariKey(word: string): string {
  let key = '';
  let last = '';
  let repeats = 0;
  for (let i = 0; i < word.length; i += 1) {
    const raw = word[i] as string;
    if (silentInDevanagari.has(raw)) continue;
    // A nasal before another consonant is a dot as well: हिन्दी, हिंदी. A doubled consonant is often written once.
    if (word[i + 1] === halant && isConsonant(word[i + 2])) {
      if (nasals.includes(raw) && word[i + 2] !== raw) {
        if (last !== anusvara) key += anusvara;
        last = anusvara;
        i += 1;
        continue;
      }
      if (word[i + 2] === raw || aspirated[word[i + 2] as string] === raw) {
        i += 1;
        continue;
      }
    }
    if (raw === halant && i === word.length - 1) continue;
    if (raw === 'ऋ' || raw === 'ृ') {
      key += raw === 'ऋ' ? 'रि' : `${halant}रि`;
      last = 'ि';
      continue;
    }
    const letter = sameInDevanagari[raw] ?? raw;
    if (drawnOut[last] === letter) continue;
    if (letter === last) {
      // Two of a consonant may be a word's own (ममता); three are a shout, two of a vowel sign a slip.
      repeats += 1;
      if (!isConsonant(letter)) continue;
      if (repeats >= 2) {
        if (repeats === 2) key = key.slice(0, -1);
        continue;
      }
    } else repeats = 0;
    key += letter;
    last = letter;
  }
  return key;
}

const vowels = 'aeiou';
const isVowel = (letter: string | undefined): boolean => letter !== undefined && vowels.includes(letter);

/**
 * Hindi in Roman letters has no one spelling: chutiya, chootia, chutya. One pass over the word, one letter for each sound; a
 * lone c, which Hindi does not have, stays apart (`cute` is no `kutte`). Doubled consonants stay: gaddhe are potholes, gadhe
 * are donkeys.
 * @param word small Latin letters
 */
export function romanKey(word: string): string {
  let key = '';
  let run = 1;
  const add = (letters: string): void => {
    const [letter] = letters;
    if (letter === undefined) return;
    if (key[key.length - 1] !== letter) {
      run = 1;
      key += letters;
    } else if (!isVowel(letter)) {
      // Three of a letter are a shout for one.
      run += 1;
      if (run === 2) key += letters;
      else if (run === 3) key = key.slice(0, -1);
    }
  };
  for (let i = 0; i < word.length; i += 1) {
    const letter = word[i] as string;
    const next = word[i + 1];
    const closed = !isVowel(word[i + 2]);
    if (letter === 'a' && (next === 'i' || next === 'e' || (next === 'y' && closed))) {
      add('e');
      i += 1;
    } else if (letter === 'a' && (next === 'u' || (next === 'w' && closed))) {
      add('o');
      i += 1;
    } else if (letter === 'e' && (next === 'i' || next === 'y') && closed) {
      add('e');
      i += 1;
    } else if (letter === 'e' && next === 'e') {
      add('i');
      while (word[i + 1] === 'e') i += 1;
    } else if (letter === 'o' && (next === 'o' || next === 'u')) {
      add('u');
      while (word[i + 1] === 'o' || word[i + 1] === 'u') i += 1;
    } else if (letter === 'y') add('i');
    else if (letter === 'w') add('v');
    else if (letter === 'z') add('j');
    else if (letter === 'q') add('k');
    else if (letter === 'x') add('ks');
    else if (letter === 'c' && next === 'h') {
      add('c');
      while (word[i + 1] === 'h') i += 1;
    } else if (letter === 'c') add(next === 'k' ? '' : 'x');
    else if (letter === 's' && next === 'h') {
      add('s');
      while (word[i + 1] === 'h') i += 1;
    } else if (letter === 'p' && next === 'h') {
      add('f');
      i += 1;
    } else if (letter === 'h' && next === undefined && isVowel(word[i - 1])) continue;
    else add(letter);
  }
  // A doubled last letter is never heard: pagall.
  return run === 2 && !isVowel(key[key.length - 1]) ? key.slice(0, -1) : key;
}

/** A blocked word's keys: doubled consonants are often written once (kuta for kutta), hardly ever the other way round. */
export const withSingles = (key: string): string[] => {
  const single = key.replace(/([^aeiou])\1/g, '$1');
  return single === key ? [key] : [key, single];
};

const consonants: Readonly<Record<string, string>> = Object.fromEntries(
  [...'कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ'].map((letter, index) => [
    letter,
    'k kh g gh n ch ch j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l'.split(' ')[index] as string,
  ]),
);
const vowelSounds: Readonly<Record<string, string>> = Object.fromEntries(
  [...'अआइईउऊऋएऐओऔऑािीुूृेैोौॉ'].map((letter, index) => [
    letter,
    'a a i i u u ri e e o o o a i i u u ri e e o o o'.split(' ')[index] as string,
  ]),
);

/** Spellings are multiplied by each sound that may be written in two ways; no word needs more than these. */
const maxSpellings = 12;

/**
 * Keys of the Roman spellings of a Devanagari word: with and without the unwritten a in its middle, with d or r for ड़.
 * @param word Devanagari, prepared
 */
export function romanKeysOf(word: string): string[] {
  let spellings = [''];
  const fork = (...ways: string[]): void => {
    const grown = spellings.flatMap((begun) => ways.map((way) => begun + way));
    spellings = grown.length <= maxSpellings ? grown : spellings.map((begun) => begun + ways[0]);
  };
  let vowelHeard = false;
  for (let i = 0; i < word.length; i += 1) {
    const letter = word[i] as string;
    const sound = consonants[letter];
    if (sound !== undefined) {
      const flapped = word[i + 1] === nukta && (letter === 'ड' || letter === 'ढ');
      if (word[i + 1] === nukta) i += 1;
      if (flapped) fork(sound, letter === 'ड' ? 'r' : 'rh');
      else fork(sound);
      const next = word[i + 1];
      if (next === halant) i += 1;
      else if (next !== undefined && vowelSounds[next] === undefined) {
        // The unwritten a: always in the first syllable and before a nasal dot, perhaps further on, never at the end.
        if (vowelHeard && consonants[next] !== undefined) fork('a', '');
        else fork('a');
        vowelHeard = true;
      }
      continue;
    }
    const vowel = vowelSounds[letter];
    if (vowel !== undefined) {
      fork(vowel);
      vowelHeard = true;
    } else if (letter === anusvara || letter === candrabindu) {
      if (i === word.length - 1) fork('', 'n');
      else if (word[i + 1] === 'ह') fork('n', '');
      else fork('n', 'm');
    }
  }
  return [...new Set(spellings.map(romanKey).flatMap(withSingles))];
}
