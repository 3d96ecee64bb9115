import { type Bench, type BenchOptions, percentile, type Row } from './support/bench.js';
import { bareWs, type Contender, product, socketIo, uWebSockets } from './support/contenders.js';
import { Crowd } from './support/crowd.js';

const repeats = 3;
const connectAbreast = 64;

interface Contest {
  contender: Contender;
  crowd: Crowd;
}

/** Fills every contender's room with `count` viewers, runs the measurement in turns, and empties the rooms. */
async function inTurns<T>(
  contests: Contest[],
  count: number,
  rounds: number,
  measure: (crowd: Crowd) => Promise<T>,
): Promise<Map<string, T[]>> {
  for (const { contender, crowd } of contests) {
    await crowd.order('connect', { target: contender.target, count, abreast: connectAbreast });
  }
  const results = new Map<string, T[]>(contests.map(({ contender }) => [contender.name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { contender, crowd } of contests) results.get(contender.name)?.push(await measure(crowd));
  }
  for (const { crowd } of contests) await crowd.order('close', {});
  return results;
}

const least = <T extends { cpuPerDelivery: number }>(results: Map<string, T[]>): Record<string, number> =>
  Object.fromEntries([...results].map(([name, all]) => [name, Math.min(...all.map((one) => one.cpuPerDelivery))]));

const times = (results: Map<string, number[]>): string =>
  [...results]
    .map(([name, ms]) => `${name} p50 ${percentile(ms, 0.5).toFixed(0)} p99 ${percentile(ms, 0.99).toFixed(0)} ms`)
    .join(' · ');

async function quiet(contests: Contest[], what: string, count: number, { quick, say }: BenchOptions): Promise<Row> {
  say(what);
  const messages = quick ? 5 : Math.max(20, 100_000 / count);
  const results = await inTurns(contests, count, quick ? 1 : repeats, (crowd) => crowd.order('quiet', { messages }));
  const lastMs = new Map([...results].map(([name, all]) => [name, all.flatMap((one) => one.lastMs)]));
  return {
    what,
    unit: 'µs of CPU per delivery',
    figures: least(results),
    notes: `last of all has it after: ${times(lastMs)}`,
  };
}

async function busy(
  contests: Contest[],
  what: string,
  count: number,
  perSecond: number,
  { quick, say }: BenchOptions,
): Promise<Row> {
  say(what);
  const seconds = quick ? 2 : 5;
  const rounds = quick ? 1 : repeats;
  const results = await inTurns(contests, count, rounds, (crowd) => crowd.order('busy', { perSecond, seconds }));
  const latency = new Map([...results].map(([name, all]) => [name, all.flatMap((one) => one.latencyMs)]));
  return {
    what,
    unit: 'µs of CPU per message delivered',
    figures: least(results),
    notes: `sent → read: ${times(latency)}`,
  };
}

/** The rows, by what they are called. */
function cases(options: BenchOptions): Map<string, (contests: Contest[]) => Promise<Row>> {
  const found = new Map<string, (contests: Contest[]) => Promise<Row>>();
  for (const count of options.quick ? [200] : [1000, 3000, 10_000]) {
    const what = `quiet room of ${count}, one message in flight`;
    found.set(what, (contests) => quiet(contests, what, count, options));
  }
  for (const perSecond of [50, 200]) {
    const count = options.quick ? 200 : 1000;
    const what = `busy room of ${count}, ${perSecond} messages a second`;
    found.set(what, (contests) => busy(contests, what, count, perSecond, options));
  }
  return found;
}

const bench: Bench = {
  about:
    'chat of 200 letters, through everything the product does (session, rules, database, frame), against socket.io and ws ' +
    'as they come, and uWebSockets where BUN_BIN names a Bun; CPU of the server process alone.',
  async *run(options) {
    const contests: Contest[] = [];
    try {
      for (const start of [product, socketIo, bareWs, uWebSockets]) {
        const contender = await start();
        if (contender) contests.push({ contender, crowd: Crowd.start() });
      }
      for (const [what, measure] of cases(options)) {
        if (options.only === null || what.includes(options.only)) yield await measure(contests);
      }
    } finally {
      for (const { contender, crowd } of contests) {
        crowd.stop();
        await contender.stop();
      }
    }
  },
};
export default bench;
