import { csvRows } from './csv-head.js';
import { columnName, guessMapping, prefixFor } from './guess-mapping.js';

const levels = [
  { en: 'State', hi: 'राज्य' },
  { en: 'District', hi: 'ज़िला' },
  { en: 'Block', hi: 'प्रखंड' },
  { en: 'Panchayat', hi: 'पंचायत' },
  { en: 'Booth', hi: 'बूथ' },
];

const head = (text: string) => {
  const [header, ...rows] = csvRows(text);
  return { header: header!, rows };
};

describe('reading a CSV', () => {
  it('minds quotes, doubled quotes, commas and line breaks in cells', () => {
    expect(csvRows('a,"b, c","d ""e""\nf"\r\n\n1,2,3')).toEqual([
      ['a', 'b, c', 'd "e"\nf'],
      ['1', '2', '3'],
    ]);
  });

  it('leaves out the row that is cut off', () => {
    expect(csvRows('a,b\n1,2\n3,', true)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
});

describe('guessing what the columns hold', () => {
  it('knows the Local Government Directory’s blocks, with their repeated headings', () => {
    const file = head(
      'S.No.,State Code,State Name,District Code,District Name,Block Code,Block Version,Block Name ,Block Name\n' +
        '1,35,ANDAMAN,603,NICOBARS,6498,5,CAMPBELL BAY,\n2,35,ANDAMAN,632,NORTH,6499,1,CAR NICOBAR,',
    );
    const mapping = guessMapping(file, levels);
    expect(mapping.map(({ level, code, name, prefix }) => [level, code, name, prefix])).toEqual([
      [0, 1, 2, 'S'],
      [1, 3, 4, 'D'],
      [2, 5, 7, 'B'],
    ]);
    expect(columnName(file.header, 5)).toBe('Block Code');
    expect(columnName(file.header, 7)).toBe('8');
  });

  it('tells a Hindi name by its letters', () => {
    const [state] = guessMapping(head('State Code,State Name,State Name\n10,Bihar,बिहार'), levels);
    expect(state).toMatchObject({ name: 1, hindiName: 2 });
  });

  it('keeps codes that are no bare numbers as they are', () => {
    expect(guessMapping(head('District code,District\nBR-GAYA,Gaya'), levels)[0]).toMatchObject({
      prefix: '',
      name: 1,
    });
  });

  it('sees that a code stands below several parents', () => {
    const booths = head('Panchayat code,Booth no,Booth name\n1,101,School\n2,101,Temple');
    expect(guessMapping(booths, levels).map(({ withinParent }) => withinParent)).toEqual([false, true]);
  });

  it('guesses nothing from headings that say nothing', () => {
    expect(guessMapping(head('a,b\n1,2'), levels)).toEqual([]);
  });

  it('gives each level a prefix of its own', () => {
    expect(levels.map((_, level) => prefixFor(levels, level))).toEqual(['S', 'D', 'B', 'P', 'BO']);
  });
});
