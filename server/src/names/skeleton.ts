import { createRequire } from 'node:module';

/** Unicode's own table (confusables.txt): a character, and what it is drawn like. */
const drawnLike = createRequire(import.meta.url)('unhomoglyph/data.json') as Record<string, string>;

/**
 * What Unicode's table does not have: digits and signs read as letters, and Devanagari vowels and consonants that one reads
 * past. All forms of a group become its first.
 */
const readLike: Record<string, string> = {
  ...group('l', 'i', '1', '|', '!', 'j'),
  ...group('o', '0'),
  ...group('e', '3'),
  ...group('a', '4', '@'),
  ...group('s', '5', '$', 'z', '2'),
  ...group('t', '7', '+'),
  ...group('b', '8'),
  ...group('g', '9', 'q', '6'),
  ...group('v', 'w', 'u'),
  ...group('इ', 'ई'),
  ...group('उ', 'ऊ'),
  ...group('ए', 'ऐ'),
  ...group('ओ', 'औ', 'ऑ'),
  ...group('ि', 'ी'),
  ...group('ु', 'ू'),
  ...group('े', 'ै', 'ॅ', 'ॆ'),
  ...group('ो', 'ौ', 'ॉ', 'ॊ'),
  ...group('न', 'ण'),
  ...group('म', 'भ'),
  ...group('ध', 'घ'),
  ...group('व', 'ब'),
  ...group('प', 'ष'),
  ...group('थ', 'य'),
  ...group('ड', 'ङ'),
  ...group('स', 'श'),
};

function group(first: string, ...others: string[]): Record<string, string> {
  return Object.fromEntries(others.map((other) => [other, first]));
}

/** Said about a person, not who they are: whoever adds one still looks like them. */
const titles = [
  ...[
    'mr',
    'mrs',
    'ms',
    'dr',
    'adv',
    'prof',
    'shri',
    'shree',
    'sri',
    'smt',
    'shrimati',
    'kumari',
    'ji',
    'sahab',
    'saheb',
  ],
  ...[
    'official',
    'real',
    'original',
    'verified',
    'asli',
    'live',
    'the',
    'team',
    'admin',
    'host',
    'leader',
    'neta',
    'netaji',
  ],
  ...['speaker', 'organiser', 'organizer', 'moderator', 'producer', 'owner', 'page', 'account', 'id', 'hq', 'office'],
  ...['श्री', 'श्रीमती', 'सुश्री', 'डॉ', 'जी', 'साहब', 'नेता', 'नेताजी', 'असली', 'आधिकारिक', 'लाइव', 'टीम', 'एडमिन'],
  ...['वक्ता', 'आयोजक', 'संचालक', 'मालिक', 'कार्यालय'],
];
const titleSkeletons = new Set(titles.map(wordSkeleton));

/**
 * What a name looks like (Unicode Technical Standard 39, section 4, and beyond): two names with a skeleton in common are told
 * apart by nobody who reads quickly. Case, accents, nuktas, signs, invisible characters, spaces, doubled letters, titles and
 * the order of words do not count.
 * @returns one or two keys: the words in their order, and sorted
 */
export function skeletons(name: string): readonly string[] {
  const words = name
    .normalize('NFKC')
    .split(/[^\p{L}\p{M}\p{N}\p{Cf}@$!|+]+/u)
    .map(wordSkeleton)
    .filter(Boolean);
  const own = words.filter((word) => !titleSkeletons.has(word));
  const counted = own.length > 0 ? own : words;
  return [...new Set([settled(counted.join('')), settled([...counted].sort().join(''))])].filter(Boolean);
}

function wordSkeleton(word: string): string {
  let text = word.normalize('NFKC');
  // Twice: what a capital is drawn like has a small form that is drawn like something again.
  for (let round = 0; round < 2; round += 1) text = folded(text);
  return settled(text);
}

function folded(text: string): string {
  return withoutMarks([...text.toLowerCase().normalize('NFD')].map((one) => readLike[one] ?? one).join(''))
    .replace(/./gsu, (one) => drawnLike[one] ?? one)
    .normalize('NFD')
    .toLowerCase()
    .replace(/./gsu, (one) => readLike[one] ?? one);
}

/** Accents, nuktas, nasal signs, the virama, and everything invisible. */
function withoutMarks(text: string): string {
  return text.replace(/[\p{Cf}\u0300-\u036f\u0900-\u0903\u093c\u094d\u0951-\u0954\ufe00-\ufe0f]/gu, '');
}

/** `rn` is drawn like `m` and `cl` like `d`; a letter written twice is read once. */
function settled(text: string): string {
  return withoutMarks(text)
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
    .replaceAll('cl', 'd')
    .replaceAll('rn', 'm')
    .replace(/(.)\1+/gsu, '$1');
}
