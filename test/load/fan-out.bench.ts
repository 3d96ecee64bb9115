import { type Bench, type BenchOptions, percentile, type Row } from './support/bench.js';
import { bareWs, type Contender, product, socketIo } from './support/contenders.js';
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

async function quiet(contests: Contest[], count: number, { quick, say }: BenchOptions): Promise<Row> {
  say(`quiet room of ${count}`);
  const messages = quick ? 5 : Math.max(20, 100_000 / count);
  const results = await inTurns(contests, count, quick ? 1 : repeats, (crowd) => crowd.order('quiet', { messages }));
  const lastMs = new Map([...results].map(([name, all]) => [name, all.flatMap((one) => one.lastMs)]));
  return {
    what: `quiet room of ${count}, one message in flight`,
    unit: 'µs of CPU per delivery',
    figures: least(results),
    notes: `last of all has it after: ${times(lastMs)}`,
  };
}

async function busy(contests: Contest[], perSecond: number, { quick, say }: BenchOptions): Promise<Row> {
  const count = quick ? 200 : 1000;
  say(`busy room of ${count}, ${perSecond} messages a second`);
  const seconds = quick ? 2 : 5;
  const rounds = quick ? 1 : repeats;
  const results = await inTurns(contests, count, rounds, (crowd) => crowd.order('busy', { perSecond, seconds }));
  const latency = new Map([...results].map(([name, all]) => [name, all.flatMap((one) => one.latencyMs)]));
  return {
    what: `busy room of ${count}, ${perSecond} messages a second`,
    unit: 'µs of CPU per message delivered',
    figures: least(results),
    notes: `sent → read: ${times(latency)}`,
  };
}

const bench: Bench = {
  about:
    'chat of 200 letters, through everything the product does (session, rules, database, frame), against socket.io and ws ' +
    'as they come; CPU of the server process alone.',
  async *run(options) {
    const contenders = [await product(), await socketIo(), await bareWs()];
    const contests = contenders.map((contender) => ({ contender, crowd: Crowd.start() }));
    try {
      for (const count of options.quick ? [200] : [1000, 3000, 10_000]) yield await quiet(contests, count, options);
      for (const perSecond of [50, 200]) yield await busy(contests, perSecond, options);
    } finally {
      for (const { contender, crowd } of contests) {
        crowd.stop();
        await contender.stop();
      }
    }
  },
};
export default bench;
