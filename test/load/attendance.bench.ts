import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workerBin } from '../support/media-worker.js';
import type { AttendanceOrder, AttendanceReply } from './support/attendance-messages.js';
import type { Bench } from './support/bench.js';
import { Crowd } from './support/crowd.js';

const repeats = 3;
const joinsPerSecond = 1000;
const connectAbreast = 64;

interface Share {
  cores: number;
  perSecond: number;
}

/** The product in a process that lets people come and go. */
class Gathering {
  private constructor(
    private readonly child: ChildProcess,
    private readonly dataDir: string,
    readonly port: number,
  ) {}

  static async start(): Promise<Gathering> {
    const dataDir = await mkdtemp(join(tmpdir(), 'sammelan-attendance-'));
    const env = {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      MEDIA_LISTEN_IP: '127.0.0.1',
      MEDIA_WORKERS: '1',
      MEDIA_PORT_BASE: String(20_000 + Math.floor(Math.random() * 10_000)),
      MEDIASOUP_WORKER_BIN: await workerBin(),
    };
    const path = fileURLToPath(new URL('support/attendance-process.ts', import.meta.url));
    const child = fork(path, { execArgv: ['--import', 'tsx'], env });
    const reply = await heard(child);
    if (!('ready' in reply)) throw new Error('the server answered before it was asked');
    return new Gathering(child, dataDir, reply.ready.port);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  async order(order: AttendanceOrder): Promise<number> {
    const reply = heard(this.child);
    this.child.send(order);
    const found = await reply;
    if (!('answer' in found)) throw new Error(`${order.order} was not answered`);
    return found.answer;
  }

  /**
   * CPU that so many joins a second cost, as a share of a core: what is used with them less what is used without. With how
   * often everybody was told a second, which on a busy machine is less than once.
   */
  async share(seconds: number): Promise<Share> {
    const idle = await this.order({ order: 'churn', perSecond: 0, seconds });
    const before = await this.order({ order: 'pushes' });
    const busy = await this.order({ order: 'churn', perSecond: joinsPerSecond, seconds });
    // The last one, for those who go at the end, is not in the CPU.
    const pushes = (await this.order({ order: 'pushes' })) - before - 1;
    return { cores: (busy - idle) / (seconds * 1e6), perSecond: pushes / seconds };
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await ended;
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

function heard(child: ChildProcess): Promise<AttendanceReply> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the server ended (${code})`));
    child.once('exit', ended);
    child.once('message', (message: AttendanceReply) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}

/** Reckoned for a push each second: all of the cost is taken for the pushes'. */
const atOneHertz = ({ cores, perSecond }: Share): number => cores / perSecond;

const bench: Bench = {
  about:
    `${joinsPerSecond} people who come and as many who go each second, counted by region, told to everyone once a second and ` +
    'stored, through the tree, the frames and real sockets; against telling everyone of each join, of which a few are ' +
    'measured and the rest reckoned. CPU of the server process, as a share of a core; the sockets of those who come and go ' +
    'are not in it.',
  async *run({ quick, only, say }) {
    const viewers = quick ? 300 : 10_000;
    const gathering = await Gathering.start();
    const crowd = Crowd.start();
    try {
      say(`${viewers} viewers come in`);
      const target = { kind: 'product' as const, pid: gathering.pid, port: gathering.port };
      await crowd.order('connect', { target, count: viewers, abreast: connectAbreast });
      for (const regions of quick ? [250] : [25, 250, 500]) {
        const what = `${viewers} viewers from ${regions} regions, ${joinsPerSecond} joins a second`;
        if (only !== null && !what.includes(only)) continue;
        say(`${regions} regions`);
        const present = await gathering.order({ order: 'spread', regions });
        if (present !== viewers) throw new Error(`${present} of ${viewers} viewers are there`);
        const shares: Share[] = [];
        const peer: number[] = [];
        for (let round = 0; round < (quick ? 1 : repeats); round += 1) {
          shares.push(await gathering.share(quick ? 3 : 8));
          peer.push(((await gathering.order({ order: 'broadcast', joins: quick ? 3 : 10 })) * joinsPerSecond) / 1e6);
        }
        const least = shares.reduce((a, b) => (atOneHertz(b) < atOneHertz(a) ? b : a));
        yield {
          what,
          unit: 'cores',
          figures: { sammelan: atOneHertz(least), 'a broadcast per join': Math.min(...peer) },
          notes: `told once a second; measured ${least.cores.toFixed(3)} with ${least.perSecond.toFixed(2)} pushes a second`,
        };
      }
    } finally {
      crowd.stop();
      await gathering.stop();
    }
  },
};
export default bench;
