// Counts the ballots of a poll again, from the list that anyone can take away once it is closed:
//
//   node recount.mjs ballots.csv
//
// The list has a line for each ballot: its receipt, how the voter came (anonymous: by the open link; invited; verified: with a
// confirmed phone), and for each answer 1 where it was chosen, else 0. This adds up the columns, of all ballots and of each kind
// apart, and looks for what must not be: a receipt that stands there twice, or a line that is not such a ballot.
// It asks nobody and sends nothing. Ends with 1 where something is wrong.
import { readFileSync } from 'node:fs';

const kinds = ['verified', 'invited', 'anonymous'];

/** The cells of each line of a CSV (RFC 4180). */
function cellsOf(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') break;
    if (end !== ',') rows.push([]);
  }
  return rows.filter((cells) => cells.length > 1 || cells[0] !== '');
}

/**
 * Counts a list. Gives the answers' texts, the counts of all ballots and of each kind, and what is wrong with the list, in words.
 * @param {string} csv the list as it was downloaded
 */
export function recount(csv) {
  const [head = [], ...ballots] = cellsOf(csv.replace(/^\uFEFF/, ''));
  const options = head.slice(2);
  const nothing = () => ({ voters: 0, counts: options.map(() => 0) });
  const result = {
    options,
    all: nothing(),
    byKind: Object.fromEntries(kinds.map((kind) => [kind, nothing()])),
    problems: [],
  };
  if (head[0] !== 'receipt' || head[1] !== 'kind') result.problems.push('This is not a list of ballots.');
  const receipts = new Set();
  for (const [index, [receipt = '', kind = '', ...chosen]] of ballots.entries()) {
    const line = `Line ${index + 2}`;
    const isBallot =
      kinds.includes(kind) && chosen.length === options.length && chosen.every((one) => one === '0' || one === '1');
    if (!isBallot) {
      result.problems.push(`${line} is not a ballot.`);
      continue;
    }
    if (receipts.has(receipt)) result.problems.push(`${line}: the receipt ${receipt} stands there twice.`);
    receipts.add(receipt);
    if (!chosen.includes('1')) result.problems.push(`${line}: a ballot without a choice.`);
    for (const sum of [result.all, result.byKind[kind]]) {
      sum.voters += 1;
      chosen.forEach((one, option) => (sum.counts[option] += Number(one)));
    }
  }
  return result;
}

function print({ options, all, byKind, problems }) {
  const columns = [['all', all], ...kinds.map((kind) => [kind, byKind[kind]])];
  const rows = [
    ['', ...columns.map(([name]) => name)],
    ['ballots', ...columns.map(([, { voters }]) => voters)],
    ...options.map((option, index) => [option, ...columns.map(([, { counts }]) => counts[index])]),
  ];
  for (const [name, ...figures] of rows) {
    console.log(`${figures.map((figure) => String(figure).padStart(10)).join('')}   ${name}`);
  }
  for (const problem of problems) console.error(problem);
}

const file = process.argv[2];
if (import.meta.filename === process.argv[1]) {
  if (file === undefined) {
    console.error('node recount.mjs ballots.csv');
    process.exit(1);
  }
  const result = recount(readFileSync(file, 'utf8'));
  print(result);
  process.exit(result.problems.length > 0 ? 1 : 0);
}
