// Plays the viewers of one server; see crowd-messages.ts for what it is told.
import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Order, OrderMessage, Orders, ReplyMessage, Target } from './crowd-messages.js';
import { cpuMicros } from './process-figures.js';
import { type Dialect, dialects } from './dialects.js';
import { type Wire } from './wire.js';

/** Letters of a message's text. */
const text = 'An honest message of two hundred letters, as people write when they mean it. '.repeat(3).slice(0, 200);

/** Viewers who read every frame, for latencies and counts; the others only count frames and bytes. */
const witnesses = 20;

/** On a busy machine everything takes its time; without any progress for so long, something is lost. */
const patienceMs = 30_000;

let target: Target;
let dialect: Dialect;
let viewers: Wire[] = [];
let tickets: string[] = [];
let broadcasts = 0;
let broadcastAt = 0;
const bytes = new Map<Wire, number>();
/** What witnesses read, as long as somebody wants it. */
let onMessages: ((ids: string[]) => void) | null = null;
let onBroadcast: (() => void) | null = null;

const handlers: { [K in Order]: (ask: Orders[K]['ask']) => Promise<Orders[K]['answer']> } = {
  async connect({ target: given, count, abreast }) {
    target = given;
    dialect = dialects[target.kind];
    tickets = await dialect.tickets(target.port, count);
    return comeIn(count, abreast, (ticket) => dialect.enter(target.port, ticket, onFrame));
  },

  async quiet({ messages }) {
    const [sender] = viewers;
    const lastMs: number[] = [];
    await settle();
    const cpu = cpuMicros(target.pid);
    for (let n = 0; n < messages; n += 1) {
      const expected = broadcasts + viewers.length;
      const startedAt = performance.now();
      sender!.send(dialect.say(n, randomUUID(), text));
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${broadcasts} of ${expected} came`)), patienceMs);
        onBroadcast = () => {
          if (broadcasts < expected) return;
          clearTimeout(late);
          onBroadcast = null;
          resolve();
        };
      });
      lastMs.push(performance.now() - startedAt);
    }
    return { cpuPerDelivery: (cpuMicros(target.pid) - cpu) / (messages * viewers.length), lastMs };
  },

  async busy({ perSecond, seconds }) {
    const readers = viewers.slice(-witnesses);
    const senders = viewers.slice(0, Math.max(1, Math.ceil(perSecond / 5)));
    const sentAt = new Map<string, number>();
    const latencyMs: number[] = [];
    let read = 0;
    await settle();
    bytes.clear();
    const before = broadcasts;
    onMessages = (ids) => {
      const now = performance.now();
      for (const id of ids) latencyMs.push(now - (sentAt.get(id) ?? NaN));
      read += ids.length;
    };
    for (const reader of readers) reader.attentive = true;
    const cpu = cpuMicros(target.pid);
    const startedAt = performance.now();
    const total = perSecond * seconds;
    for (let n = 0; n < total; n += 1) {
      const dueIn = startedAt + (n * 1000) / perSecond - performance.now();
      // Also when late: answers are to be read in between.
      await (dueIn > 1 ? sleep(dueIn) : setImmediate());
      const id = randomUUID();
      sentAt.set(id, performance.now());
      senders[n % senders.length]!.send(dialect.say(n, id, text));
    }
    const everyoneHasAll = (): boolean =>
      read === total * readers.length && new Set(viewers.map((viewer) => bytes.get(viewer))).size === 1;
    broadcastAt = performance.now();
    while (!everyoneHasAll()) {
      if (performance.now() - broadcastAt > patienceMs) throw new Error(`${read} of ${total * readers.length} read`);
      await sleep(20);
    }
    const used = cpuMicros(target.pid) - cpu;
    onMessages = null;
    for (const reader of readers) reader.attentive = false;
    const frames = (broadcasts - before) / viewers.length;
    return { cpuPerDelivery: used / (total * viewers.length), latencyMs, sent: total, frames };
  },

  async storm({ abreast }) {
    const count = viewers.length;
    await settle();
    for (const viewer of viewers) viewer.close();
    viewers = [];
    return comeIn(count, abreast, (ticket) => dialect.comeBack(target.port, ticket, onFrame));
  },

  async close() {
    for (const viewer of viewers) viewer.close();
    viewers = [];
    broadcasts = 0;
    return {};
  },
};

/** Opens `count` connections, as many at once as `abreast`, and tells what that took. */
async function comeIn(
  count: number,
  abreast: number,
  open: (ticket: string) => Promise<Wire>,
): Promise<{ ms: number; cpu: number }> {
  const cpu = cpuMicros(target.pid);
  const startedAt = performance.now();
  let next = 0;
  const enter = async (): Promise<void> => {
    while (next < count) viewers.push(await open(tickets[next++] ?? ''));
  };
  await Promise.all(Array.from({ length: abreast }, enter));
  const ms = performance.now() - startedAt;
  for (const viewer of viewers) viewer.attentive = false;
  return { ms, cpu: cpuMicros(target.pid) - cpu };
}

function onFrame(viewer: Wire, head: string, length: number, read: string | null): void {
  if (dialect.isPing(head)) return viewer.send('3');
  if (!dialect.isMessage(head)) return;
  broadcasts += 1;
  broadcastAt = performance.now();
  bytes.set(viewer, (bytes.get(viewer) ?? 0) + length);
  if (read !== null && onMessages) onMessages(dialect.idsIn(read));
  onBroadcast?.();
}

/** Whatever is under way arrives first. */
async function settle(): Promise<void> {
  let before = -1;
  while (before !== broadcasts) {
    before = broadcasts;
    await sleep(300);
  }
}

process.on('message', ({ id, order, ask }: OrderMessage) => {
  const reply = (message: Omit<ReplyMessage, 'id'>): unknown => process.send?.({ id, ...message });
  (handlers[order] as (ask: unknown) => Promise<unknown>)(ask).then(
    (answer) => reply({ answer }),
    (error: Error) => reply({ error: error.stack ?? String(error) }),
  );
});
process.on('disconnect', () => process.exit());
