import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from './bench.js';
import { dialects } from './dialects.js';
import type { Wire } from './wire.js';

const connectAbreast = 32;
/** What the opening of a poll sends to everybody has arrived by then. */
const settleMs = 500;

interface SocketVotes {
  port: number;
  /** Sockets, each somebody else's. */
  voters: number;
  polls: number;
  /** Opens a poll and gives its id. */
  open(): Promise<string>;
  /** CPU used so far by whatever is measured, in microseconds. */
  used(): number;
}

/**
 * As it comes in a rally: everybody is connected, a poll opens, all vote at once. Counts from the first ballot sent to the last
 * ack of each poll. @throws Error where a ballot is refused
 */
export async function voteThroughSockets({ port, voters, polls, open, used }: SocketVotes): Promise<{
  perSecond: number;
  p50: number;
  p99: number;
  cpuPerBallot: number;
}> {
  let answered = 0;
  let refused = '';
  let onAnswer: () => void = () => undefined;
  const onFrame = (wire: Wire, head: string): void => {
    if (head === '2') return wire.send('3');
    if (!head.startsWith('43')) return;
    answered += 1;
    if (!head.includes('{"ok":true')) refused ||= head;
    onAnswer();
  };
  const dialect = dialects.product;
  const tickets = await dialect.tickets(port, voters);
  const wires: Wire[] = [];
  const enter = async (): Promise<void> => {
    for (let ticket; (ticket = tickets.pop());) wires.push(await dialect.enter(port, ticket, onFrame));
  };
  await Promise.all(Array.from({ length: connectAbreast }, enter));
  const latencies: number[] = [];
  let ms = 0;
  let cpu = 0;
  for (let poll = 1; poll <= polls; poll += 1) {
    const pollId = await open();
    await sleep(settleMs);
    answered = 0;
    const began = performance.now();
    const usedBefore = used();
    const all = new Promise<void>((resolve) => {
      onAnswer = () => {
        latencies.push(performance.now() - began);
        if (answered === wires.length) resolve();
      };
    });
    wires.forEach((wire, index) => {
      const ballot = { pollId, choices: [index % 4], clientId: randomUUID() };
      wire.send(`42${poll}${JSON.stringify(['poll:vote', ballot])}`);
    });
    await all;
    ms += performance.now() - began;
    cpu += used() - usedBefore;
  }
  for (const wire of wires) wire.close();
  if (refused) throw new Error(`a ballot was refused: ${refused}`);
  const ballots = voters * polls;
  return {
    perSecond: ballots / (ms / 1000),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpuPerBallot: cpu / ballots,
  };
}
