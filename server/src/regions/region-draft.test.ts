import fc from 'fast-check';
import { RegionDraft } from './region-draft.js';
import { type RegionRow, RegionTree } from './region-tree.js';

const mapping = [0, 1, 2].map((level) => ({
  level,
  codeColumn: `code ${level}`,
  nameColumn: `name ${level}`,
  codePrefix: `L${level}-`,
}));
const header = mapping.flatMap(({ codeColumn, nameColumn }) => [codeColumn, nameColumn]);

/** A file of a random tree: a row per leaf, each with all that is above it. */
const files = fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.nat(6)), { minLength: 1, maxLength: 60 }).map((leaves) =>
  leaves.map(([state, district, block]) => {
    const codes = [`${state}`, `${state}${district}`, `${state}${district}${block}`];
    return codes.flatMap((code) => [code, `Name of ${code}`]);
  }),
);

function draft(rows: readonly string[][], tree: RegionTree): RegionDraft {
  const made = new RegionDraft(mapping, tree, 10_000);
  made.header(1, header);
  rows.forEach((row, nth) => made.row(nth + 2, row));
  return made;
}

const shape = (rows: Iterable<RegionRow>): string[] =>
  [...rows].map(({ path, level, name }) => `${path} ${level} ${name.en}`).sort();

describe('a draft of regions', () => {
  it('makes a tree that holds together, whatever the order of the rows', () => {
    fc.assert(
      fc.property(files, fc.infiniteStream(fc.nat()), (rows, dice) => {
        const { rows: changed, created } = draft(rows, new RegionTree([])).changes();
        const tree = new RegionTree(changed);
        expect(tree.size).toBe(created);
        for (const node of tree.nodes()) {
          expect(tree.byPath(node.path)).toBe(node);
          expect(node.level).toBe(tree.ancestors(node.path).length);
          expect(tree.childrenOf(node.parent?.path ?? '/')).toContain(node);
          expect(node.path).toBe(`${node.parent?.path ?? '/'}${node.code}/`);
        }
        const shuffled = rows
          .map((row) => ({ row, at: dice.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ row }) => row);
        expect(shape(draft(shuffled, new RegionTree([])).changes().rows)).toEqual(shape(changed));
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(files, (rows) => {
        const first = draft(rows, new RegionTree([])).changes();
        const second = draft(rows, new RegionTree(first.rows)).changes();
        expect(second).toEqual({ rows: [], created: 0, updated: 0, unchanged: first.created });
      }),
    );
  });

  it('loses nobody when regions move: the same codes, every path below its new parent', () => {
    fc.assert(
      fc.property(files, fc.nat(4), (rows, target) => {
        const before = new RegionTree(draft(rows, new RegionTree([])).changes().rows);
        const moved = rows.map(([, , district, name]) => [`${target}`, 'Somewhere', district!, name!, '', '']);
        const { rows: changed } = draft(moved, before).changes();
        const all = new Map<string, RegionRow>([...before.nodes()].map((node) => [node.code, node]));
        for (const row of changed) all.set(row.code, row);
        const after = new RegionTree([...all.values()].sort((a, b) => a.level - b.level));
        for (const node of before.nodes()) {
          const now = after.byCode(node.code)!;
          expect(now.level).toBe(node.level);
          expect(now.level === 0 || now.path.startsWith(`/L0-${target}/`)).toBe(true);
          expect(after.byPath(node.path)).toBe(now);
        }
      }),
    );
  });
});
