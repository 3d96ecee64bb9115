import fc from 'fast-check';
import { type Row, sumOf } from './roll-up.js';
import { shownGroups, shownRegions } from './shown-regions.js';

const path = fc
  .array(fc.constantFrom('A', 'B', 'C'), { maxLength: 3 })
  .map((codes) => `/${codes.map((code) => `${code}/`).join('')}`);
const rows: fc.Arbitrary<Row[]> = fc.uniqueArray(
  fc.record({ regionPath: path, counts: fc.tuple(fc.nat(14), fc.nat(14)) }).map(({ regionPath, counts }) => ({
    regionPath,
    voters: counts[0] + counts[1],
    counts,
  })),
  { selector: ({ regionPath }) => regionPath, maxLength: 25 },
);

const row = (regionPath: string, voters: number): Row => ({ regionPath, voters, counts: [voters] });
const figures = (some: readonly Row[], parent: string): Record<string, number> =>
  Object.fromEntries((shownRegions(some).get(parent) ?? []).map(({ regionPath, voters }) => [regionPath, voters]));

describe('votes shown by region', () => {
  it('put small regions together, with a larger one where they alone would be few', () => {
    const some = [row('/A/', 30), row('/B/', 12), row('/C/', 4)];
    expect(figures(some, '/')).toEqual({ '/': 16, '/A/': 30 });
    expect(figures([...some, row('/', 6)], '/')).toEqual({ '/': 10, '/A/': 30, '/B/': 12 });
  });

  it('are none where all voters are few, nor inside a region that is not shown itself', () => {
    expect(figures([row('/A/', 9)], '/')).toEqual({});
    const hidden = [row('/A/', 40), row('/B/X/', 12), row('/B/Y/', 11), row('/C/', 1)];
    expect(figures(hidden, '/')).toEqual({ '/': 24, '/A/': 40 });
    expect(figures(hidden, '/B/')).toEqual({});
  });

  it('count the few without an area in the only state, so that its districts can be shown', () => {
    const some = [row('/', 3), row('/A/', 2), row('/A/X/', 30), row('/A/Y/', 20)];
    expect(figures(some, '/')).toEqual({ '/A/': 55 });
    expect(figures(some, '/A/')).toEqual({ '/A/': 25, '/A/X/': 30 });
  });

  it('are parted into groups of ten or more that do not overlap, and nothing else is to be worked out', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const shown = shownRegions(some);
        const total = sumOf('/', some);
        const groups = shownGroups(shown);
        for (const { voters } of groups) expect(voters).toBeGreaterThanOrEqual(10);
        if (total.voters < 10) expect(groups).toEqual([]);
        // Whatever is shown of a parent adds up to it: a difference is a group, or groups together.
        const figure = new Map(
          [...shown].flatMap(([parent, parts]) => parts.map((part) => [`${parent} ${part.regionPath}`, part])),
        );
        for (const [parent, parts] of shown) {
          const whole =
            parent === '/'
              ? total
              : [...figure.values()].find(
                  (part) => part.regionPath === parent && figure.get(`${parent} ${parent}`) !== part,
                )!;
          expect(sumOf(parent, parts)).toEqual(sumOf(parent, [whole]));
        }
        if (groups.length) expect(sumOf('/', groups)).toEqual(total);
      }),
      { numRuns: 500 },
    );
  });

  it('are the same when only the groups are left', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const shown = shownRegions(some);
        expect(shownRegions(shownGroups(shown))).toEqual(shown);
      }),
      { numRuns: 500 },
    );
  });
});
