import { type Bench, percentile } from './support/bench.js';
import { type Contender, product, socketIo } from './support/contenders.js';
import { Crowd } from './support/crowd.js';
import { transactions } from './support/database-figures.js';

/** The minimum of so many storms counts, in turns. */
const repeats = 3;

/** Connections that are being opened at the same moment: more would overflow the kernel's queue, and wait for its timers. */
const abreast = 256;

/** What the viewers have missed when they come back. */
const missedMessages = 5;

interface Storm {
  ms: number;
  cpu: number;
  transactions: number | null;
}

interface Contest {
  contender: Contender;
  crowd: Crowd;
  storms: Storm[];
}

async function storm({ contender: { dataDir }, crowd }: Contest): Promise<Storm> {
  const before = dataDir === null ? null : await transactions(dataDir);
  const startedAt = performance.now();
  const { ms, cpu } = await crowd.order('storm', { abreast });
  if (dataDir === null || before === null) return { ms, cpu, transactions: null };
  const during = (await transactions(dataDir)) - before;
  // Somebody writes sessions, beats and samples whether there is a storm or not.
  const whole = performance.now() - startedAt;
  const calm = (await transactions(dataDir)) - before - during;
  return { ms, cpu, transactions: Math.max(0, during - calm * (whole / (performance.now() - startedAt - whole))) };
}

const bench: Bench = {
  about:
    'every connection breaks at once; everybody comes back, is let in (session, rally, ban, region, counted) and has asked for ' +
    'all that a page asks for (chat since the last message held, polls with their own ballot, attendance, programme, powers), ' +
    `${abreast} abreast; against bare socket.io, where they only connect. One client process, CPU of the server process alone.`,
  async *run({ quick, say }) {
    const count = quick ? 300 : 10_000;
    const contests: Contest[] = [];
    try {
      for (const start of [product, socketIo]) {
        const contender = await start();
        const crowd = Crowd.start();
        contests.push({ contender, crowd, storms: [] });
        say(`${count} viewers of ${contender.name}`);
        await crowd.order('connect', { target: contender.target, count, abreast });
        await crowd.order('quiet', { messages: 1 + missedMessages });
      }
      for (let round = 0; round < (quick ? 1 : repeats); round += 1) {
        for (const contest of contests) contest.storms.push(await storm(contest));
      }
    } finally {
      for (const { contender, crowd } of contests) {
        crowd.stop();
        await contender.stop();
      }
    }
    const figures = (of: (one: Storm) => number | null): Record<string, number> =>
      Object.fromEntries(
        contests.flatMap(({ contender, storms }) => {
          const found = storms.map(of).filter((one) => one !== null);
          return found.length > 0 ? [[contender.name, Math.min(...found)]] : [];
        }),
      );
    const all = contests.map(
      ({ contender, storms }) =>
        `${contender.name} ${storms.map(({ ms }) => (ms / 1000).toFixed(2)).join(' ')}, median ` +
        percentile(
          storms.map(({ ms }) => ms / 1000),
          0.5,
        ).toFixed(2),
    );
    yield {
      what: `${count} dropped, until the last is back and has what was missed`,
      unit: 'seconds',
      figures: figures(({ ms }) => ms / 1000),
      notes: all.join(' · '),
    };
    yield { what: 'the same', unit: 'µs of CPU per viewer', figures: figures(({ cpu }) => cpu / count) };
    yield {
      what: 'the same, beyond what is stored without a storm',
      unit: 'database transactions per viewer',
      figures: figures((one) => one.transactions && one.transactions / count),
    };
  },
};
export default bench;
