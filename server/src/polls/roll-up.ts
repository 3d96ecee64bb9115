/** A figure of one region, to be summed up the tree. */
interface Row {
  regionPath: string;
  voters: number;
  counts: readonly number[];
}

type Sum = { regionPath: string; voters: number; counts: number[] };

/** The child of `parent` that `path` lies under; `parent` itself where path is no deeper; null outside its subtree. */
export function branchOf(parent: string, path: string): string | null {
  if (!path.startsWith(parent)) return null;
  const end = path.indexOf('/', parent.length);
  return end === -1 ? parent : path.slice(0, end + 1);
}

/** Sums rows by the children of `parent`, in the order of their paths. Rows of the parent's own stay under its path. */
export const rollUp = (rows: readonly Row[], parent: string): Sum[] =>
  sumBy(rows, ({ regionPath }) => {
    const branch = branchOf(parent, regionPath);
    return branch === null ? [] : [branch];
  });

/** Sums rows into every region above them, themselves and `/` included, in the order of their paths. */
export const rollUpAll = (rows: readonly Row[]): Sum[] => sumBy(rows, ({ regionPath }) => lineage(regionPath));

/** `/`, then every region down to `path`: `/`, `/BR/`, `/BR/BR-GAYA/`. */
export function lineage(path: string): string[] {
  const paths: string[] = [];
  for (let end = 0; end !== -1; end = path.indexOf('/', end + 1)) paths.push(path.slice(0, end + 1));
  return paths;
}

function sumBy(rows: readonly Row[], groups: (row: Row) => string[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    for (const regionPath of groups(row)) {
      const sum = sums.get(regionPath) ?? { regionPath, voters: 0, counts: row.counts.map(() => 0) };
      sums.set(regionPath, sum);
      sum.voters += row.voters;
      row.counts.forEach((count, index) => (sum.counts[index] = (sum.counts[index] ?? 0) + count));
    }
  }
  return [...sums.values()].sort((a, b) => (a.regionPath < b.regionPath ? -1 : 1));
}
