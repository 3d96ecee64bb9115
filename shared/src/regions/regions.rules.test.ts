import fc from 'fast-check';
import { columnIndex, regionCodeFrom, regionNameFrom, searchable, searchRank } from './regions.rules.js';

describe('region codes', () => {
  it.each([
    ['203', 'D', 'D203'],
    [' br gaya ', '', 'BR-GAYA'],
    ['12/3', '', '12-3'],
    ['-1', '', null],
    ['', 'D', null],
    ['गया', '', null],
    ['x'.repeat(33), '', null],
  ])('%p with prefix %p is %p', (cell, prefix, code) => expect(regionCodeFrom(cell, prefix)).toBe(code));

  it('are never anything that would break a path', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[A-Z0-9-]{0,8}$/), (cell, prefix) => {
        const code = regionCodeFrom(cell, prefix);
        expect(code === null || /^[A-Z0-9][A-Z0-9-]{0,31}$/.test(code)).toBe(true);
      }),
    );
  });
});

describe('region names', () => {
  it.each([
    ['ANDAMAN AND NICOBAR ISLANDS', 'Andaman and Nicobar Islands'],
    ['KAIMUR (BHABUA)', 'Kaimur (Bhabua)'],
    ['  Nashik\t ', 'Nashik'],
    ['24 PARAGANAS NORTH', '24 Paraganas North'],
    ['Y.S.R.', 'Y.S.R.'],
    ['गया', 'गया'],
    ['A', 'A'],
    ['THE DANGS', 'The Dangs'],
  ])('%p is written %p', (cell, name) => expect(regionNameFrom(cell)).toBe(name));

  it('stay as they are once they are tidy', () => {
    fc.assert(fc.property(fc.string(), (cell) => regionNameFrom(regionNameFrom(cell)) === regionNameFrom(cell)));
  });
});

describe('columns', () => {
  const header = ['S.No.', 'State Code', 'State Name', 'State Name', 'Block Name ', '7'];
  it.each([
    ['state code', 1],
    ['Block Name', 4],
    ['3', 2],
    ['7', 5],
    ['State Name', 'ambiguous'],
    ['0', 'missing'],
    ['12', 'missing'],
    ['District', 'missing'],
  ])('%p is %p', (column, index) => expect(columnIndex(header, column)).toBe(index));
});

describe('search', () => {
  const rank = (name: string, wanted: string): number | null => searchRank(searchable(name), searchable(wanted));

  it.each([
    ['Gaya', 'gaya', 0],
    ['Gaya Town', 'GAY', 1],
    ['Bodh Gaya', 'gaya', 2],
    ['Bodh Gaya', 'bodhgaya', 1],
    ['Bodhgaya', 'bodh gaya', 1],
    ['बांका', 'बाँका', 0],
    ['सौर बाज़ार', 'बाजार', 2],
    ['Kaimur (Bhabua)', 'bhabua', 2],
    ['Patna', 'gaya', null],
    ['Patna', ' ', null],
  ])('%p answers %p as %p', (name, wanted, expected) => expect(rank(name, wanted)).toBe(expected));

  it('finds every name by its own beginning', () => {
    const names = fc.string({ minLength: 1 }).filter((name) => searchable(name) !== '');
    fc.assert(
      fc.property(names, fc.nat(), (name, cut) => {
        const folded = searchable(name);
        const start = folded.slice(0, 1 + (cut % folded.length)).trim();
        expect(start === '' || searchRank(folded, start) !== null).toBe(true);
      }),
    );
  });
});
