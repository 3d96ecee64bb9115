/** Words that some directories add and others leave out. */
const fillers = new Set(['district', 'the', 'and', 'delhi', 'leh', 'sri', 'hills']);

/** Names that changed, or that the post office says otherwise: `old: today's`, as keys. */
const renamed: Record<string, string> = {
  allahabad: 'prayagraj',
  bangalore: 'bengaluruurban',
  bangalorerural: 'bengalururural',
  bardhaman: 'bardhamanpurba',
  belgaum: 'belagavi',
  bellary: 'ballari',
  bijapur: 'vijayapura',
  cacharnorth: 'dimahasao',
  chamrajnagar: 'chamarajanagara',
  champaraneast: 'champaranpurbi',
  champaranwest: 'champaranpashchim',
  chickmagalur: 'chikkamagaluru',
  chattisgarh: 'chhattisgarh',
  cuddapah: 'rsy',
  dahod: 'dohad',
  debagarh: 'deogarh',
  dinajpurnorth: 'dinajpuruttar',
  dinajpursouth: 'dakshindinajpur',
  eastmidnapore: 'eastmedinipur',
  eastsikkim: 'gangtok',
  faizabad: 'ayodhya',
  gulbarga: 'kalaburagi',
  gurgaon: 'gurugram',
  hoshangabad: 'narmadapuram',
  jyotibanagarphule: 'amroha',
  kawardha: 'kabirdham',
  khandwa: 'eastnimar',
  koriya: 'korea',
  krangareddyv: 'rangareddy',
  leh: 'ladakh',
  medinipur: 'medinipurwest',
  midnaporewest: 'medinipurwest',
  mohali: 'anagarss',
  muktsar: 'muktsarsahib',
  mysore: 'mysuru',
  nagarravidassant: 'bhadohi',
  nawanshahr: 'bhagatnagarshahidsingh',
  nellore: 'nellorespsr',
  nimarwest: 'khargone',
  northsikkim: 'mangan',
  orissa: 'odisha',
  pondicherry: 'puducherry',
  raigarh: 'raigad',
  ropar: 'rupnagar',
  shimoga: 'shivamogga',
  sikkimsouth: 'namchi',
  sikkimwest: 'gyalshing',
  tumkur: 'tumakuru',
};

/**
 * Districts that were cut in two after the post office's directory was made, as keys: today's names, and which of them a
 * taluk is in, where the directory tells.
 */
const divided: Record<string, { into: readonly string[]; taluks: Record<string, string> }> = {
  jaintia: {
    into: ['West Jaintia Hills', 'East Jaintia Hills'],
    taluks: {
      amlarem: 'West Jaintia Hills',
      dawki: 'West Jaintia Hills',
      jowai: 'West Jaintia Hills',
      khliehriat: 'East Jaintia Hills',
      ladrymbai: 'East Jaintia Hills',
      thadlaskein: 'West Jaintia Hills',
      thadlasken: 'West Jaintia Hills',
    },
  },
};

/** States that were cut out of others, or put together, after the post office's directory was made: `new: old`. */
const formerly: Record<string, readonly string[]> = {
  telangana: ['andhrapradesh'],
  ladakh: ['jammukashmir'],
  dadradamandiuhavelinagar: ['damandiu', 'dadrahavelinagar'],
};

/** A place's name without case, order of words, brackets, blanks and fillers, under today's name. */
export function placeKey(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/\(.*$/, '')
    .split(/[^a-z]+/)
    .filter(Boolean);
  const telling = words.filter((word) => !fillers.has(word));
  const key = (telling.length ? telling : words).sort().join('');
  return renamed[key] ?? key;
}

/** What a postal district is called today: one name, or those of all that it may have become, where its taluk does not tell. */
export function districtsToday(district: string, taluk: string): readonly string[] {
  const parts = divided[placeKey(district)];
  if (!parts) return [district];
  const part = parts.taluks[placeKey(taluk)];
  return part ? [part] : parts.into;
}

/** Whether the organisation's state `own` is the post office's `postal`, or holds districts that were in it. */
export function sameState(postal: string, own: string): boolean {
  const wanted = placeKey(postal);
  const key = placeKey(own);
  return key === wanted || (formerly[key]?.includes(wanted) ?? false);
}

/**
 * How far apart two spellings of a district (within one state) are: 0 the same place for sure, more for more letters that
 * differ, Infinity where they are two places. Compared with and without the order of words: `Surendra Nagar` is one word
 * to some.
 */
export function spellingGap(postal: string, own: string): number {
  const keys: [string, string][] = [
    [placeKey(postal), placeKey(own)],
    [joined(postal), joined(own)],
  ];
  const gaps = keys.map(([one, other]) => {
    const gap = one === other ? 0 : distance(one, other);
    return gap <= Math.ceil(Math.min(one.length, other.length) / lettersPerSlip) ? gap : Infinity;
  });
  return Math.min(...gaps);
}

/** One slip for so many letters is a spelling; more is another name. */
const lettersPerSlip = 7;

const joined = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\(.*$/, '')
    .replace(/[^a-z]/g, '');

/** Levenshtein's distance. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const change = above[column - 1]! + (one[row - 1] === other[column - 1] ? 0 : 1);
      line.push(Math.min(change, above[column]! + 1, line[column - 1]! + 1));
    }
    above = line;
  }
  return above[other.length]!;
}
