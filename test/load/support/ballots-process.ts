// A process of its own that runs the product and votes in it through the service, as fast as it is told: it can be killed.
import { randomUUID } from 'node:crypto';
import type { RallyCaller } from '@sammelan/server/access/caller.js';
import { readConfig } from '@sammelan/server/config/config.js';
import type { BallotView } from '@sammelan/shared/polls/polls.dto.js';
import { PollsService } from '@sammelan/server/polls/polls.service.js';
import { RalliesService } from '@sammelan/server/rallies/rallies.service.js';
import { startServer } from '@sammelan/server/server.js';
import { Pool } from 'pg';
import { percentile } from './bench.js';
import type { BallotsOrder, BallotsReply, BallotsRun } from './ballots-messages.js';

/** How many receipts are told at once of ballots that were acked. */
const journalPage = 1000;
/** Districts that voters come from. */
const regionCount = 38;
/** Connections of the peer; with more it gets no faster. */
const peerConnections = 10;
let peerPool: Pool | null = null;

const server = await startServer(readConfig(process.env));
const polls = server.app.get(PollsService);
const rally = await server.app.get(RalliesService).getBySlug('bihar-mahasammelan');

const callerOf = (identityId: string, region: number): RallyCaller => ({
  identityId,
  deviceId: identityId,
  sessionId: null,
  name: null,
  grants: [],
  rallyId: rally.id,
  organisationId: rally.organisationId,
  region: { code: `D${region}`, path: `/BR/D${region}/` },
});

async function openPoll(): Promise<string> {
  const desk = callerOf(randomUUID(), 0);
  const { id } = await polls.draft(desk, {
    kind: 'single',
    question: { en: 'Which?' },
    options: [{ en: 'a' }, { en: 'b' }, { en: 'c' }, { en: 'd' }],
    results: 'after-close',
    changeable: false,
  });
  await polls.open(desk, id);
  return id;
}

interface Cast {
  voter: RallyCaller;
  choice: number;
  clientId: string;
}

interface RunFigures {
  perSecond: number;
  p50: number;
  p99: number;
  voters: number;
  /** CPU of this process, from the first ballot to the last ack. */
  cpuMicros: number;
}

/** Above this they are made as they are sent: a flood that is to be killed has no end. */
const mostMadeAhead = 1_000_000;

/**
 * Keeps `inFlight` ballots under way until `ballots` are answered. Every tenth is one that was cast already. People are made
 * before the clock starts: they are the bench's work.
 */
async function run(
  { ballots, inFlight }: BallotsRun,
  cast: (ballot: Cast) => Promise<BallotView | null>,
  acked: (receipt: string) => void,
): Promise<RunFigures> {
  const latencies: number[] = [];
  const all: Cast[] = [];
  let begun = 0;
  const make = (n: number): Cast => ({
    voter: callerOf(randomUUID(), n % regionCount),
    choice: n % 4,
    clientId: randomUUID(),
  });
  const ahead = Array.from({ length: ballots > mostMadeAhead ? 0 : ballots }, (_, n) => make(n));
  const next = (): Cast => {
    const repeated = begun++ % 10 === 9 ? all[Math.floor(Math.random() * all.length)] : undefined;
    // Half of the repeats are retries, half are attempts to vote twice.
    if (repeated) return begun % 20 === 0 ? repeated : { ...repeated, clientId: randomUUID() };
    const ballot = ahead[begun - 1] ?? make(begun);
    all.push(ballot);
    return ballot;
  };
  const lane = async (): Promise<void> => {
    while (begun < ballots) {
      const ballot = next();
      const began = performance.now();
      const answer = await cast(ballot).catch((error: { code?: string }) => {
        if (error.code !== 'ballot-final') throw error;
        return null;
      });
      latencies.push(performance.now() - began);
      if (answer) acked(answer.receipt);
    }
  };
  const began = performance.now();
  const cpu = process.cpuUsage();
  await Promise.all(Array.from({ length: inFlight }, lane));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpuMicros: user + system,
    perSecond: ballots / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    voters: all.length,
  };
}

const vote =
  (pollId: string) =>
  ({ voter, choice, clientId }: Cast): Promise<BallotView> =>
    polls.vote(voter, { pollId, choices: [choice], clientId });

/** What one would write first: a transaction per ballot, with its row and its tally. */
async function transactionPerBallot(order: BallotsRun): Promise<RunFigures> {
  // Kept until the process ends: what a connection's process used is not to be read once it is closed.
  const pool = (peerPool ??= new Pool({ connectionString: server.databaseUrl, max: peerConnections }));
  await pool.query(`
    drop table if exists peer_ballots, peer_tallies;
    create table peer_ballots (voter uuid primary key, region text not null, choice int not null, client uuid not null);
    create table peer_tallies (region text, choice int, n int not null, primary key (region, choice));
    insert into peer_tallies select '/BR/D' || r || '/', c, 0 from generate_series(0, ${regionCount}) r, generate_series(0, 3) c`);
  const cast = async ({ voter, choice, clientId }: Cast): Promise<null> => {
    const db = await pool.connect();
    try {
      await db.query('begin');
      const values = [voter.identityId, voter.region?.path, choice, clientId];
      const inserted = await db.query(
        'insert into peer_ballots values ($1, $2, $3, $4) on conflict do nothing',
        values,
      );
      if (inserted.rowCount === 1) {
        await db.query('update peer_tallies set n = n + 1 where region = $1 and choice = $2', values.slice(1, 3));
      }
      await db.query('commit');
      return null;
    } finally {
      db.release();
    }
  };
  const result = await run(order, cast, () => undefined);
  await pool.query('drop table peer_ballots, peer_tallies');
  return result;
}

const reply = (message: BallotsReply): void => void process.send?.(message);

async function follow(message: BallotsOrder): Promise<void> {
  if (message.order === 'open') {
    reply({ kind: 'opened', pollId: await openPoll() });
  } else if (message.order === 'product') {
    const pollId = await openPoll();
    const result = await run(message, vote(pollId), () => undefined);
    const { tally } = await polls.close(callerOf(randomUUID(), 0), pollId);
    if (tally?.voters !== result.voters) throw new Error(`${result.voters} voted, ${tally?.voters} are counted`);
    reply({ kind: 'result', ...result });
  } else if (message.order === 'peer') {
    reply({ kind: 'result', ...(await transactionPerBallot(message)) });
  } else {
    const pollId = await openPoll();
    reply({ kind: 'opened', pollId });
    let page: string[] = [];
    await run(message, vote(pollId), (receipt) => {
      page.push(receipt);
      if (page.length < journalPage) return;
      reply({ kind: 'acked', receipts: page });
      page = [];
    });
  }
}

process.on('message', (message: BallotsOrder) => {
  follow(message).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.on('SIGTERM', () => {
  void peerPool?.end();
  void server.stop().finally(() => process.exit(0));
});
reply({ kind: 'ready', databaseUrl: server.databaseUrl, port: Number(new URL(server.url).port) });
