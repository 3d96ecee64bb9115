import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoSlug, openSession } from './people.js';
import { RawClient } from './raw-client.js';
import { TestClient } from './test-client.js';

export interface Crowd {
  viewers: number;
  abusers: number;
  /** How many viewers come in each second. */
  arrivalsPerSecond: number;
  /** What each abuser does each second. */
  actsPerSecond: number;
}

export interface Outcome {
  admitted: number;
  /** Of the viewers, whose one message was taken and not held. */
  chatted: number;
  /** What the abusers tried, and how much of it was refused. */
  tried: number;
  refused: number;
  /** The first few reasons why viewers were not let in, or not heard. */
  reasons: string[];
}

const words = 'road water school train market winter river evening doctor garden village letter morning bridge'.split(
  ' ',
);
const pick = (): string => words[Math.floor(Math.random() * words.length)]!;

/**
 * Everybody comes from one address, as behind a mobile network: honest viewers who open the page, come in and write once, and
 * abusers who open sessions, knock with bad tokens, flood the chat, ask for codes and guess passwords as fast as they are told.
 */
export async function behindOneAddress(
  url: string,
  { viewers, abusers, arrivalsPerSecond, actsPerSecond }: Crowd,
): Promise<Outcome> {
  const outcome: Outcome = { admitted: 0, chatted: 0, tried: 0, refused: 0, reasons: [] };
  const inside: TestClient[] = [];
  let over = false;

  const abuse = async (nth: number): Promise<void> => {
    const client = new TestClient(url);
    await openSession(client);
    await client.enter(demoSlug).catch(() => undefined);
    const acts: readonly (() => Promise<unknown>)[] = [
      () => openSession(new TestClient(url)),
      () => RawClient.enter(url, { token: 'x'.repeat(300), rally: demoSlug }),
      () => client.send('chat:send', { room: 'rally', clientId: randomUUID(), text: `Win a telephone tonight ${nth}` }),
      () => client.post('/api/phone/code', { phone: `98${10_000_000 + nth}`, language: 'en' }),
      () => client.post('/api/auth/sign-in', { login: 'organiser', password: randomUUID() }),
      () => client.post('/api/auth/redeem', { token: 'x'.repeat(200) }),
    ];
    // Each goes on as fast as it was told to, whether it was answered or not.
    const underWay: Promise<unknown>[] = [];
    while (!over) {
      const act = acts[Math.floor(Math.random() * acts.length)]!;
      outcome.tried += 1;
      underWay.push(act().catch(() => (outcome.refused += 1)));
      await sleep(1000 / actsPerSecond);
    }
    await Promise.all(underWay);
    client.close();
  };

  const watch = async (nth: number): Promise<void> => {
    await sleep((nth / arrivalsPerSecond) * 1000);
    const client = new TestClient(url);
    inside.push(client);
    try {
      await openSession(client);
      await client.enter(demoSlug, 'BR-GAYA');
      outcome.admitted += 1;
      await client.send('chat:enter', { room: 'rally' });
      const text = `${pick()} ${nth} ${pick()} ${pick()} ${pick()}`;
      const message = await client.send('chat:send', { room: 'rally', clientId: randomUUID(), text });
      if (message.held) throw new Error(`held: ${text}`);
      outcome.chatted += 1;
    } catch (error) {
      if (outcome.reasons.length < 5) outcome.reasons.push(String((error as { code?: string }).code ?? error));
    }
  };

  const attack = Array.from({ length: abusers }, (_, nth) => abuse(nth));
  await Promise.all(Array.from({ length: viewers }, (_, nth) => watch(nth)));
  // Whoever came in is still there when the last one has.
  const stayed = inside.filter(({ connected }) => connected).length;
  if (stayed < outcome.admitted) outcome.reasons.push(`${outcome.admitted - stayed} were thrown out`);
  outcome.admitted = Math.min(outcome.admitted, stayed);
  over = true;
  await Promise.all(attack);
  for (const client of inside) client.close();
  return outcome;
}
