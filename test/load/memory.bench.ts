import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './support/bench.js';
import { type Contender, product, socketIo } from './support/contenders.js';
import { Crowd } from './support/crowd.js';
import { residentBytes } from './support/process-figures.js';

const connectAbreast = 64;

/** Buffers of the connecting are let go, and garbage is collected, before memory is read. */
const settleMs = 3000;

interface Figures {
  kilobytes: number;
  perSecond: number;
  cpuMicros: number;
}

async function settled({ collect, target: { pid } }: Contender): Promise<number> {
  await sleep(settleMs);
  collect();
  await sleep(settleMs);
  return residentBytes(pid);
}

async function measure(contender: Contender, crowd: Crowd, count: number): Promise<Figures> {
  const { target } = contender;
  // The first hundred pay for compiled code and pools.
  await crowd.order('connect', { target, count: 100, abreast: connectAbreast });
  await crowd.order('close', {});
  const empty = await settled(contender);
  const { ms, cpu } = await crowd.order('connect', { target, count, abreast: connectAbreast });
  const full = await settled(contender);
  await crowd.order('close', {});
  return { kilobytes: (full - empty) / count / 1024, perSecond: count / (ms / 1000), cpuMicros: cpu / count };
}

const bench: Bench = {
  about:
    'viewers who only stay: signed in, in the room and counted, against socket.io with bare sockets in one room; resident ' +
    'memory after a garbage collection, and what coming in costs.',
  async *run({ quick, say }) {
    const count = quick ? 500 : 10_000;
    const repeats = quick ? 1 : 2;
    const results = new Map<string, Figures[]>();
    for (let round = 0; round < repeats; round += 1) {
      for (const start of [product, socketIo]) {
        // A fresh process each time: what the last crowd left behind would count as free.
        const [contender, crowd] = [await start(), Crowd.start()];
        say(`${count} viewers of ${contender.name}`);
        try {
          const all = results.get(contender.name) ?? [];
          results.set(contender.name, [...all, await measure(contender, crowd, count)]);
        } finally {
          crowd.stop();
          await contender.stop();
        }
      }
    }
    const best = (pick: (one: Figures) => number, choose: (...values: number[]) => number): Record<string, number> =>
      Object.fromEntries([...results].map(([name, all]) => [name, choose(...all.map(pick))]));
    yield {
      what: `memory at ${count} connections`,
      unit: 'KB per connection',
      figures: best(({ kilobytes }) => kilobytes, Math.min),
    };
    yield {
      what: 'coming in',
      unit: 'µs of CPU per connection',
      figures: best(({ cpuMicros }) => cpuMicros, Math.min),
    };
    yield {
      what: `coming in, ${connectAbreast} abreast`,
      unit: 'connections a second',
      biggerIsBetter: true,
      figures: best(({ perSecond }) => perSecond, Math.max),
    };
  },
};
export default bench;
