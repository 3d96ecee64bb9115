import fc from 'fast-check';
import { branchOf, rollUp } from './roll-up.js';

const path = fc
  .array(fc.constantFrom('A', 'AB', 'B', 'C'), { maxLength: 4 })
  .map((codes) => `/${codes.map((code) => `${code}/`).join('')}`);
const rows = fc.array(
  fc.record({ regionPath: path, voters: fc.nat(50), counts: fc.tuple(fc.nat(50), fc.nat(50)).map(([a, b]) => [a, b]) }),
  { maxLength: 20 },
);
const sum = (some: readonly { voters: number }[]): number => some.reduce((total, { voters }) => total + voters, 0);

describe('votes summed up the tree', () => {
  it('names the child that a region lies under, and takes no code for the beginning of another', () => {
    expect(branchOf('/', '/BR/GAYA/B1/')).toBe('/BR/');
    expect(branchOf('/BR/', '/BR/GAYA/B1/')).toBe('/BR/GAYA/');
    expect(branchOf('/BR/', '/BR/')).toBe('/BR/');
    expect(branchOf('/BR/GA/', '/BR/GAYA/')).toBeNull();
  });

  it('loses none and doubles none, at any parent', () => {
    fc.assert(
      fc.property(rows, path, (some, parent) => {
        const inside = some.filter(({ regionPath }) => regionPath.startsWith(parent));
        const summed = rollUp(some, parent);
        expect(sum(summed)).toBe(sum(inside));
        expect(new Set(summed.map(({ regionPath }) => regionPath)).size).toBe(summed.length);
      }),
    );
  });
});
