import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import fc from 'fast-check';
import { eventually } from '../support/eventually.js';
import { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

/** What a citizen may do to the order: write, drop off the network and come back, stay away for a while. */
type Step = { who: number } & ({ does: 'write'; times: number } | { does: 'drop' } | { does: 'wait'; ms: number });

const people = 5;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ who: person(), does: fc.constant('write' as const), times: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ who: person(), does: fc.constant('drop' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ who: person(), does: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 120 }) }),
  },
);
function person(): fc.Arbitrary<number> {
  return fc.nat({ max: people - 1 });
}

/** A citizen whose log is what the server sent, taken as it came: no sorting, no removing of doubles. */
class Reader {
  readonly log: number[] = [];
  private taken = 0;

  constructor(readonly client: TestClient) {}

  /** Takes the frames that came since. */
  take(): void {
    const frames = this.client.events('chat:posted');
    for (const { messages } of frames.slice(this.taken)) this.log.push(...messages.map(({ seq }) => seq));
    this.taken = frames.length;
  }

  async comeBack(): Promise<void> {
    this.take();
    this.client.close();
    await this.client.enter(demoSlug);
    const held = this.log.at(-1);
    const view = await this.client.send('chat:enter', {
      room: 'rally',
      ...(held === undefined ? {} : { afterSeq: held }),
    });
    // More than a page was missed: what is held is thrown away, as the protocol says.
    if (view.restarted) this.log.length = 0;
    this.log.push(...view.messages.map(({ seq }) => seq));
  }
}

describe('the order of the chat', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await server.withoutRules();
  });
  afterAll(() => server.stop());

  it('has no gap and no double for anyone, however they write, drop off and come back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const readers = await Promise.all(
          Array.from({ length: people }, async () => new Reader(await server.somebody())),
        );
        for (const reader of readers) await reader.comeBack();
        const acked: MessageView[] = [];
        const write = async (client: TestClient): Promise<void> => {
          const message = { room: 'rally', clientId: randomUUID(), text: 'A word' } as const;
          // A third of the messages is sent twice, as after a lost ack.
          const tries = acked.length % 3 === 0 ? 2 : 1;
          const acks = await Promise.all(Array.from({ length: tries }, () => client.send('chat:send', message)));
          expect(new Set(acks.map(({ seq }) => seq)).size).toBe(1);
          acked.push(acks[0]!);
        };
        // Each citizen acts by themselves, at the same time as the others.
        await Promise.all(
          readers.map(async (reader, who) => {
            for (const one of steps.filter((any) => any.who === who)) {
              if (one.does === 'write')
                await Promise.all(Array.from({ length: one.times }, () => write(reader.client)));
              else if (one.does === 'drop') await reader.comeBack();
              else await sleep(one.ms);
            }
          }),
        );
        const last = Math.max(0, ...acked.map(({ seq }) => seq));
        await eventually(() => {
          for (const reader of readers) reader.take();
          return readers.every(({ log }) => (log.at(-1) ?? 0) >= last);
        }, `everyone holds message ${last}`);
        for (const { log, client } of readers) {
          expect(log).toEqual(log.map((_, place) => log[0]! + place));
          client.close();
        }
        const numbers = acked.map(({ seq }) => seq).sort((a, b) => a - b);
        expect(numbers).toEqual(numbers.map((_, place) => numbers[0]! + place));
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('is the database’s: two processes give out one row of numbers', async () => {
    const other = await server.another();
    try {
      const [here, there] = [await server.somebody(), await server.somebody()];
      const away = new TestClient(other.url);
      away.use(there.session!);
      for (const client of [here, away]) {
        await client.enter(demoSlug);
        await client.send('chat:enter', { room: 'rally' });
      }
      const say = (client: TestClient, clientId: string = randomUUID()): Promise<MessageView> =>
        client.send('chat:send', { room: 'rally', clientId, text: 'From two servers' });
      const acks = await Promise.all(Array.from({ length: 40 }, (_, nth) => say(nth % 2 === 0 ? here : away)));
      const numbers = acks.map(({ seq }) => seq).sort((a, b) => a - b);
      expect(numbers).toEqual(numbers.map((_, place) => numbers[0]! + place));

      // The same message on both at once, as when a client changes servers before its ack came.
      const twin = new TestClient(other.url);
      twin.use(here.session!);
      await twin.enter(demoSlug);
      const clientId = randomUUID();
      const twice = await Promise.all([say(here, clientId), say(twin, clientId)]);
      expect(twice[0]!.id).toBe(twice[1]!.id);

      // Whoever comes to the other server finds there what was posted here.
      const view = await twin.send('chat:enter', { room: 'rally', afterSeq: twice[0]!.seq });
      expect(view).toMatchObject({ restarted: false, messages: [] });
      const mine = await say(here);
      await sleep(150);
      const next = await say(twin);
      expect(next.seq).toBe(mine.seq + 1);
      await sleep(150);
      expect((await twin.send('chat:enter', { room: 'rally', afterSeq: mine.seq - 1 })).messages).toEqual([mine, next]);
      for (const client of [away, twin]) client.close();
    } finally {
      await other.stop();
    }
  });
});
