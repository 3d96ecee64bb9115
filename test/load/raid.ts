// npm run raid: 500 bots that write 10 messages a second each fall upon a rally with 200 viewers whose phones are confirmed;
// after some seconds a moderator raises the shield. Everyone is on one address, as behind a mobile network. Ends with 1 where
// the promise is not kept: five seconds after the shield at most 1 % of what is delivered is spam, and at least 99 % of what
// the viewers write is delivered. Takes about a minute; loopback only.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CodeSentView } from '@sammelan/shared/phones/phones.dto.js';
import { openSession, demoSlug } from '../support/people.js';
import { ServerProcess } from '../support/server-process.js';
import { SmsGatewayServer } from '../support/sms-gateway.js';
import { TestClient } from '../support/test-client.js';
import { dialects } from './support/dialects.js';
import type { Wire } from './support/wire.js';

const bots = 500;
const viewers = 200;
const perSecond = 10;
const shieldAfterMs = 8_000;
const graceMs = 5_000;
const windowMs = 31_000;
/** What was sent at the end of the window still has to arrive. */
const tailMs = 4_000;

const dialect = dialects.product;
const mark = 'honest';

const words = 'road water school train market winter river evening doctor garden village letter morning'.split(' ');
const pick = (): string => words[Math.floor(Math.random() * words.length)] as string;
/** Spam of four kinds: a link, one text over and over, a text with a word changed, and words without sense. */
const spam = (bot: number, n: number): string =>
  [
    `win money now at prize${n}.top/${bot}`,
    'SEND YOUR NAME TO THIS NUMBER AND WIN A NEW TELEPHONE TONIGHT',
    `everybody who sends their name to ${pick()} before tonight will win a new telephone for free`,
    `${pick()} ${pick()} ${pick()} ${pick()} ${pick()} ${n}`,
  ][bot % 4] as string;

async function abreast<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      made[index] = await make(index);
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  return made;
}

const gateway = await SmsGatewayServer.start();
const server = await ServerProcess.start({ ...gateway.env, SMS_DAILY_LIMIT: '5000', LOG_LEVEL: 'error' });
try {
  const port = Number(new URL(server.url).port);
  const moderator = await server.withLink((await server.demoLinks()).organise);
  const session = async (): Promise<TestClient> => {
    const client = new TestClient(server.url);
    await openSession(client);
    return client;
  };
  const confirmed = async (index: number): Promise<string> => {
    const client = await session();
    const phone = `+9198${10_000_000 + index}`;
    const { requestId } = await client.post<CodeSentView>('/api/phone/code', { phone, language: 'en' });
    await client.post('/api/phone/confirm', { requestId, code: gateway.codeFor(phone) });
    return client.session!.token;
  };
  const people = await abreast(viewers, confirmed);
  const raiders = await abreast(bots, async () => (await session()).session!.token);
  const ignore = (): void => undefined;
  const enter = (token: string): Promise<Wire> => dialect.enter(port, token, ignore);
  const honest = await abreast(viewers, (index) => enter(people[index] as string));
  const raid = await abreast(bots, (index) => enter(raiders[index] as string));
  const observer = await session();
  await observer.enter(demoSlug);
  await observer.send('chat:enter', { room: 'rally' });
  console.log(`${viewers} viewers and ${bots} bots are in, all from one address`);

  const startedAt = performance.now();
  const now = (): number => performance.now() - startedAt;
  const arrivals: { at: number; text: string }[] = [];
  observer.on('chat:posted', ({ messages }) => {
    for (const { text } of messages) arrivals.push({ at: now(), text });
  });
  const endAt = shieldAfterMs + graceMs + windowMs;

  let sentSpam = 0;
  const attack = async (wire: Wire, bot: number): Promise<void> => {
    await sleep(Math.random() * (1000 / perSecond));
    for (let n = 0; now() < endAt; n += 1) {
      wire.send(dialect.say(n, randomUUID(), spam(bot, n)));
      sentSpam += 1;
      await sleep(1000 / perSecond);
    }
  };
  const sent = { before: new Set<string>(), after: new Set<string>() };
  const write = async (wire: Wire, index: number): Promise<void> => {
    const say = (n: number, into: Set<string>): void => {
      const text = `${mark} ${index} ${n}: ${pick()} ${pick()} ${pick()}`;
      into.add(text);
      wire.send(dialect.say(n, randomUUID(), text));
    };
    await sleep(Math.random() * (shieldAfterMs - 1000));
    say(1, sent.before);
    await sleep(Math.max(0, shieldAfterMs + graceMs + 500 + Math.random() * (windowMs - 500) - now()));
    say(2, sent.after);
  };
  const all = [...raid.map(attack), ...honest.map(write)];
  await sleep(shieldAfterMs);
  // From the tap, not from its answer: under a raid the server takes its time.
  const shieldAt = now();
  await moderator.send('chat:shield', { on: true });
  const answeredMs = now() - shieldAt;
  await Promise.all(all);
  await sleep(tailMs);
  const late = arrivals.filter(({ at }) => at > shieldAt + graceMs);
  const lateSpam = late.filter(({ text }) => !text.startsWith(mark)).length;
  const came = new Set(arrivals.map(({ text }) => text));
  const share = (texts: Set<string>): number => [...texts].filter((text) => came.has(text)).length / texts.size;
  const before = arrivals.filter(({ at }) => at <= shieldAt);
  const spamBefore = before.filter(({ text }) => !text.startsWith(mark)).length;
  const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;
  const [kept, spamShare] = [share(sent.after), late.length === 0 ? 1 : lateSpam / late.length];
  console.log(`spam sent: ${sentSpam} (${Math.round(sentSpam / (endAt / 1000))} a second)`);
  console.log(`before the shield, by the rules alone: ${spamBefore} of ${before.length} delivered were spam`);
  console.log(`  viewers' messages delivered: ${percent(share(sent.before))} of ${sent.before.size}`);
  console.log(`the shield was up ${Math.round(answeredMs)} ms after the tap`);
  console.log(`from 5 s after the shield: ${lateSpam} of ${late.length} delivered were spam (${percent(spamShare)})`);
  console.log(`  viewers' messages delivered: ${percent(kept)} of ${sent.after.size}`);
  const held = await moderator.send('hold:queue', {});
  console.log(`  ${held.waiting} messages wait for moderators`);
  const ok = spamShare <= 0.01 && kept >= 0.99;
  console.log(ok ? 'the promise is kept' : 'THE PROMISE IS NOT KEPT');
  process.exitCode = ok ? 0 : 1;
  for (const wire of [...honest, ...raid]) wire.close();
  for (const client of [moderator, observer]) client.close();
} finally {
  await server.stop();
  await gateway.stop();
}
process.exit();
