/** One line of a bench's table. */
export interface Row {
  /** What was measured, and under which load. */
  what: string;
  unit: string;
  /** The smaller is better, unless said otherwise. */
  biggerIsBetter?: boolean;
  /** By who was measured; the product comes first, under `sammelan`. */
  figures: Record<string, number>;
  /** Further figures worth a look, as they are to be read. */
  notes?: string;
}

export interface BenchOptions {
  /** A short run, to see that it works: its figures prove nothing. */
  quick: boolean;
  /** Measure only rows whose `what` has this in it; null: all. For parts that take long. */
  only: string | null;
  /** Says what is going on. */
  say(line: string): void;
}

/** One part of `npm run bench`: a file `<name>.bench.ts` whose default export is this. */
export interface Bench {
  /** What is measured, how, and against whom; a sentence or two. */
  about: string;
  /** Gives each row as soon as it is measured: of a long run that fails, what was found is kept. */
  run(options: BenchOptions): AsyncIterable<Row>;
}

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
};

const number = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : value >= 100 ? value.toFixed(0) : value.toPrecision(3);

/** A row for people: each figure, and how many times better than each peer the product is. */
export function line({ what, unit, figures, biggerIsBetter, notes }: Row): string {
  const [[, own] = ['', NaN], ...peers] = Object.entries(figures);
  const all = Object.entries(figures).map(([name, value]) => `${name} ${number(value)}`);
  const times = peers.map(([name, value]) => {
    const factor = biggerIsBetter ? own / value : value / own;
    return `${factor.toFixed(2)}× ${name}`;
  });
  const better = times.length > 0 ? `  (${times.join(', ')})` : '';
  return `  ${what}: ${all.join(' · ')} ${unit}${better}${notes ? `\n      ${notes}` : ''}`;
}
