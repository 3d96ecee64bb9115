import { minShownVoters } from '@sammelan/shared/polls/polls.rules.js';
import { branchOf, rollUp, type Row, type Sum, sumOf } from './roll-up.js';

/** What may be shown of a poll by region: by the path of a parent, its rows, which add up to it. Without rows: nothing. */
export type ShownRegions = ReadonlyMap<string, readonly Sum[]>;

/**
 * Parts the voters of a poll by region so that no group is smaller than `minShownVoters`, whatever is added to or taken from
 * each other.
 *
 * From the top down, each region that is shown is parted into those of its children that are large enough and the rest of it,
 * under its own path: who named only the region itself, and the small children together. Where the rest would be small, the
 * smallest of the large children goes into it. What is put into a rest is not parted further. In a rally of one
 * state the few who named no region at all are counted with it instead, or nothing below could be shown. So all figures are sums of groups
 * that do not overlap, of which each is large enough, and so is every difference between figures. That holds for one look: who
 * could look twice while ballots come in would see them in the difference, so nothing is shown before the close.
 */
export function shownRegions(rows: readonly Row[], smallest = minShownVoters): ShownRegions {
  const shown = new Map<string, readonly Sum[]>();
  const part = (parent: string, inside: readonly Row[]): void => {
    const parts = partsOf(parent, inside, smallest);
    if (parts.length === 0) return;
    shown.set(parent, parts);
    const branches = new Map<string, Row[]>(parts.map(({ regionPath }) => [regionPath, []]));
    for (const row of inside) {
      const branch = branchOf(parent, row.regionPath);
      if (branch !== null && branch !== parent) branches.get(branch)?.push(row);
    }
    for (const { regionPath } of parts) if (regionPath !== parent) part(regionPath, branches.get(regionPath) ?? []);
  };
  part('/', withOnlyState(rows, smallest));
  return shown;
}

/** The groups themselves, which together are all voters: what has to be kept to show the same again. */
export const shownGroups = (shown: ShownRegions): Sum[] =>
  [...shown].flatMap(([parent, parts]) =>
    parts.filter(({ regionPath }) => regionPath === parent || !shown.has(regionPath)),
  );

function withOnlyState(rows: readonly Row[], smallest: number): readonly Row[] {
  const sums = rollUp(rows, '/');
  const unnamed = sums.find(({ regionPath }) => regionPath === '/')?.voters ?? 0;
  const [state, ...others] = sums.filter(({ regionPath }) => regionPath !== '/');
  if (unnamed >= smallest || !state || others.length > 0) return rows;
  return rows.map((row) => (row.regionPath === '/' ? { ...row, regionPath: state.regionPath } : row));
}

/** The rest first, then children in the order of their paths. */
function partsOf(parent: string, inside: readonly Row[], smallest: number): Sum[] {
  const parts = rollUp(inside, parent);
  const isLarge = ({ regionPath, voters }: Sum): boolean => regionPath !== parent && voters >= smallest;
  const large = parts.filter(isLarge);
  const small = parts.filter((part) => !isLarge(part));
  const left = small.reduce((sum, { voters }) => sum + voters, 0);
  if (left > 0 && left < smallest) {
    const least = large.reduce<Sum | null>((least, one) => (least && least.voters <= one.voters ? least : one), null);
    if (!least) return [];
    large.splice(large.indexOf(least), 1);
    small.push(least);
  }
  const rest = sumOf(parent, small);
  return rest.voters > 0 ? [rest, ...large] : large;
}
