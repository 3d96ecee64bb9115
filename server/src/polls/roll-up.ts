/** A figure of one region, to be summed up the tree. */
export interface Row {
  regionPath: string;
  voters: number;
  counts: readonly number[];
}

export type Sum = { regionPath: string; voters: number; counts: number[] };

/** The child of `parent` that `path` lies under; `parent` itself where path is no deeper; null outside its subtree. */
export function branchOf(parent: string, path: string): string | null {
  if (!path.startsWith(parent)) return null;
  const end = path.indexOf('/', parent.length);
  return end === -1 ? parent : path.slice(0, end + 1);
}

/** Sums rows by the children of `parent`, in the order of their paths. Rows of the parent's own stay under its path. */
export function rollUp(rows: readonly Row[], parent: string): Sum[] {
  const branches = new Map<string, Row[]>();
  for (const row of rows) {
    const branch = branchOf(parent, row.regionPath);
    if (branch === null) continue;
    const inside = branches.get(branch);
    if (inside) inside.push(row);
    else branches.set(branch, [row]);
  }
  return [...branches]
    .map(([regionPath, inside]) => sumOf(regionPath, inside))
    .sort((a, b) => (a.regionPath < b.regionPath ? -1 : 1));
}

/** The sum of rows, under a path of its own. */
export function sumOf(regionPath: string, rows: readonly Omit<Row, 'regionPath'>[]): Sum {
  const sum: Sum = { regionPath, voters: 0, counts: [] };
  for (const { voters, counts } of rows) {
    sum.voters += voters;
    counts.forEach((count, index) => (sum.counts[index] = (sum.counts[index] ?? 0) + count));
  }
  return sum;
}
