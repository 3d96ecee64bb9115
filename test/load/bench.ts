// npm run bench [-- part … --quick --only WORDS --json FILE]: measures the product against its peers on this machine, in one run.
// Every `*.bench.ts` beside this file is a part. Figures are minima of repeats that alternate between the contenders: a busy
// machine makes all of them worse, none better.
import { readdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Bench, line, type Row } from './support/bench.js';

const suffix = '.bench.ts';
const found = (await readdir(new URL('.', import.meta.url))).filter((name) => name.endsWith(suffix)).sort();
const parts = found.map((name) => name.slice(0, -suffix.length));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, json: { type: 'string' } },
});
const unknown = positionals.filter((name) => !parts.includes(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. There are: ${parts.join(', ')}.`);
  process.exit(1);
}

const results: Record<string, Row[]> = {};
const failed: string[] = [];
console.log(
  `${cpus().length} cores, ${cpus()[0]?.model ?? ''}, Node ${process.version}${values.quick ? ', quick' : ''}`,
);
for (const name of positionals.length > 0 ? positionals : parts) {
  const { default: bench } = (await import(new URL(name + suffix, import.meta.url).href)) as { default: Bench };
  console.log(`\n${name}: ${bench.about}`);
  const say = (line: string): void => console.log(`  … ${line}`);
  try {
    const rows = (results[name] = [] as Row[]);
    for await (const row of bench.run({ quick: values.quick, only: values.only ?? null, say })) {
      rows.push(row);
      console.log(line(row));
    }
  } catch (error) {
    failed.push(name);
    console.error(error);
  }
}
if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
if (failed.length > 0) console.error(`\nfailed: ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);
