import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { receiptOf } from '@sammelan/server/polls/receipts.js';
import { Pool } from 'pg';
import { workerBin } from '../support/media-worker.js';
import type { BallotsOrder, BallotsReply } from './support/ballots-messages.js';
import type { Bench, Row } from './support/bench.js';
import { voteThroughSockets } from './support/ballots-sockets.js';
import { cpuMicros, databasePids } from './support/process-figures.js';

const repeats = 3;
const inFlight = 2000;

/** CPU in microseconds per ballot. */
type Result = Extract<BallotsReply, { kind: 'result' }> & { inNode: number; inPostgres: number };
type Kind = BallotsReply['kind'];

/** The product in a process that votes, and its database. */
class Polling {
  private constructor(
    private readonly child: ChildProcess,
    readonly dataDir: string,
    readonly databaseUrl: string,
    private readonly port: number,
  ) {}

  static async start(dataDir: string): Promise<Polling> {
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
    const path = fileURLToPath(new URL('support/ballots-process.ts', import.meta.url));
    const child = fork(path, { execArgv: ['--import', 'tsx'], env });
    const { databaseUrl, port } = await answer(child, 'ready');
    return new Polling(child, dataDir, databaseUrl, port);
  }

  async run(order: 'product' | 'peer', ballots: number): Promise<Result> {
    const before = this.databaseCpu();
    this.send({ order, ballots, inFlight });
    const result = await answer(this.child, 'result');
    const used = [...this.databaseCpu()].reduce((sum, [pid, micros]) => sum + micros - (before.get(pid) ?? 0), 0);
    return { ...result, inNode: result.cpuMicros / ballots, inPostgres: used / ballots };
  }

  /** The same as people send it: through sockets, whose end is in this process. */
  throughSockets(voters: number, polls: number): ReturnType<typeof voteThroughSockets> {
    const open = async (): Promise<string> => {
      const opened = answer(this.child, 'opened');
      this.send({ order: 'open' });
      return (await opened).pollId;
    };
    const used = (): number =>
      [...this.databaseCpu().values()].reduce((sum, micros) => sum + micros, cpuMicros(this.child.pid as number));
    return voteThroughSockets({ port: this.port, voters, polls, open, used });
  }

  /** Votes until `acked` ballots were acked, then is killed. Gives the receipts of those who were told that their ballot is stored. */
  async floodAndKill(acked: number): Promise<{ pollId: string; receipts: Set<string> }> {
    const receipts = new Set<string>();
    const enough = new Promise<void>((resolve) => {
      this.child.on('message', (message: BallotsReply) => {
        if (message.kind !== 'acked') return;
        for (const receipt of message.receipts) receipts.add(receipt);
        if (receipts.size >= acked) resolve();
      });
    });
    const opened = answer(this.child, 'opened');
    this.send({ order: 'flood', ballots: Number.MAX_SAFE_INTEGER, inFlight });
    const { pollId } = await opened;
    await enough;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
    return { pollId, receipts };
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }

  /** CPU so far of each process of the database, which come and go. */
  private databaseCpu(): Map<number, number> {
    return new Map(databasePids(this.dataDir).map((pid) => [pid, cpuMicros(pid)]));
  }

  private send(order: BallotsOrder): void {
    this.child.send(order);
  }
}

function answer<K extends Kind>(child: ChildProcess, kind: K): Promise<Extract<BallotsReply, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the polling process ended (${code})`));
    child.once('exit', ended);
    child.on('message', function heard(message: BallotsReply) {
      if (message.kind !== kind) return;
      child.off('message', heard).off('exit', ended);
      resolve(message as Extract<BallotsReply, { kind: K }>);
    });
  });
}

/** How many acked ballots are not stored, and how many voters have more than one, or a tally that is not the recount. */
async function check(
  databaseUrl: string,
  pollId: string,
  acked: Set<string>,
): Promise<{ lost: number; wrong: number }> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  const number = '(select number from polls where id = $1)';
  const stored = await pool.query<{ voter: string }>(`select voter from ballots where poll = ${number}`, [pollId]);
  const sums = await pool.query<{ wrong: number }>(
    `select coalesce(sum(abs(t.voters - coalesce(b.n, 0))), 0)::int as wrong from tallies t
     left join (select tally, count(*)::int as n from ballots where poll = ${number} group by tally) b on b.tally = t.id
     where t.poll = ${number}`,
    [pollId],
  );
  await pool.end();
  const found = new Set(stored.rows.map(({ voter }) => receiptOf(voter)));
  const doubled = stored.rows.length - found.size;
  return {
    lost: [...acked].filter((receipt) => !found.has(receipt)).length,
    wrong: doubled + (sums.rows[0]?.wrong ?? 0),
  };
}

const best = (results: Result[]): Result => results.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
const ms = ({ p50, p99 }: Pick<Result, 'p50' | 'p99'>): string => `p50 ${p50.toFixed(0)} p99 ${p99.toFixed(0)} ms`;

const bench: Bench = {
  about:
    `ballots that are acked once they are committed with their tally, through the service, ${inFlight} in flight, a tenth of ` +
    'them repeats, against a transaction per ballot on 10 connections; CPU of the server and of PostgreSQL together.',
  async *run({ quick, say }) {
    const dataDir = await mkdtemp(join(tmpdir(), 'sammelan-ballots-'));
    let polling = await Polling.start(dataDir);
    try {
      say('warming up');
      await polling.run('product', quick ? 5000 : 100_000);
      const own: Result[] = [];
      const peer: Result[] = [];
      for (let round = 0; round < (quick ? 1 : repeats); round += 1) {
        own.push(await polling.run('product', quick ? 20_000 : 400_000));
        peer.push(await polling.run('peer', quick ? 2000 : 10_000));
      }
      const least = (results: Result[]): Result =>
        results.reduce((a, b) => (b.inNode + b.inPostgres < a.inNode + a.inPostgres ? b : a));
      const [ownLeast, peerLeast] = [least(own), least(peer)];
      const rate: Row = {
        what: 'durable ballots',
        unit: 'acked a second',
        biggerIsBetter: true,
        figures: { sammelan: best(own).perSecond, 'transaction each': best(peer).perSecond },
        notes: `sent → acked: sammelan ${ms(best(own))} · transaction each ${ms(best(peer))}`,
      };
      yield rate;
      yield {
        what: 'the same',
        unit: 'µs of CPU per ballot',
        figures: {
          sammelan: ownLeast.inNode + ownLeast.inPostgres,
          'transaction each': peerLeast.inNode + peerLeast.inPostgres,
        },
        notes:
          `in Node ${ownLeast.inNode.toFixed(1)}, in PostgreSQL ${ownLeast.inPostgres.toFixed(1)}; ` +
          `transaction each: ${peerLeast.inNode.toFixed(0)} and ${peerLeast.inPostgres.toFixed(0)}`,
      };
      const sockets = await polling.throughSockets(quick ? 200 : 1000, quick ? 5 : 30);
      yield {
        what: 'through sockets, everybody at once',
        unit: 'µs of CPU per ballot',
        figures: { sammelan: sockets.cpuPerBallot },
        notes:
          `a socket.io command that is parsed, checked, limited and acked, on top of what storing takes; ` +
          `${Math.round(sockets.perSecond).toLocaleString('en')} acked a second, the voters' end on the same cores, ${ms(sockets)}`,
      };
      say('the server is killed while it takes ballots');
      const { pollId, receipts } = await polling.floodAndKill(quick ? 5000 : 100_000);
      polling = await Polling.start(dataDir);
      const { lost, wrong } = await check(polling.databaseUrl, pollId, receipts);
      yield {
        what: `kill -9 after ${receipts.size.toLocaleString('en')} acked ballots`,
        unit: 'lost or doubled, or tallied otherwise than they recount',
        figures: { sammelan: lost + wrong },
      };
    } finally {
      await polling.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
export default bench;
