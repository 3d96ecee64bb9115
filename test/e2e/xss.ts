// npm run xss: 1,000 hostile texts in every text field of the contract (`test/support/hostile-fields.ts`, which a test compares
// with the contract), each put there by the real server and shown by the real pages in a real browser. Ends with 1 if one of
// them runs, or is even tried to (a blocked try breaks the page's policy), or was never shown where it should have been.
// `npm run xss -- chat bans` does these ways only. Takes about a quarter of an hour.
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { presetRules } from '@sammelan/shared/moderation/preset.js';
import { TestBrowser } from '../support/browser.js';
import { hostileFields, type HostileWay, hostileWays } from '../support/hostile-fields.js';
import { hostileCount, hostileText } from '../support/hostile-texts.js';
import { demoSlug, openSession } from '../support/people.js';
import { switchRulesOff } from '../support/rules.js';
import { TestClient } from '../support/test-client.js';
import { TestServer } from '../support/test-server.js';
import { comeBackLater, type Harm, shownIn, untilShown, watchPage } from '../support/watched-page.js';
import { SpeakerPerson } from './speaker-person.js';

const abreastMost = 10;
const laptop = { viewport: { width: 1440, height: 900 } };
const asked = process.argv.slice(2) as HostileWay[];
const wanted = hostileWays.filter((way) => asked.length === 0 || asked.includes(way));

const server = await TestServer.start({
  LOG_LEVEL: 'error',
  HOST: 'localhost',
  WEB_DIR: resolve('web/dist'),
  SMS_DAILY_LIMIT: '5000',
});
const browser = await TestBrowser.launch();
const harm: Harm = { ran: [], tried: [] };
const open = async (): Promise<Page> => watchPage(await browser.person(laptop), harm);

/** Does `work` for each number up to the number of texts, as many abreast as there are desks. */
async function each(work: (n: number, lane: number) => Promise<unknown>, count = hostileCount): Promise<void> {
  let next = 0;
  const lanes = Array.from({ length: abreastMost }, async (_, lane) => {
    while (next < count) await work(next++, lane);
  });
  await Promise.all(lanes);
}

/** The number of a way's first text. */
const placeOf = (way: HostileWay): number => 700_000 + hostileWays.indexOf(way) * 1000;

/** A client that sends a command again where it was too fast for one person. */
function patient(client: TestClient): TestClient {
  const send = client.send.bind(client);
  client.send = async (name, payload) => {
    for (;;) {
      try {
        return await send(name, payload);
      } catch (error) {
        if ((error as { code?: string }).code !== 'rate-limited') throw error;
        await sleep(100);
      }
    }
  };
  return client;
}

/** A text as it goes into a field in two languages. */
const both = (text: string) => ({ en: text, hi: text });

try {
  const links = await server.demoLinks();
  /** Organisers with sessions that last as long as one way does: a quarter of an hour. */
  const newDesks = (): Promise<TestClient[]> =>
    Promise.all(Array.from({ length: abreastMost }, () => server.withLink(links.organise).then(patient)));
  let desks = await newDesks();
  const desk = (lane: number): TestClient => desks[lane % desks.length]!;
  let organiser = desk(0);
  await switchRulesOff(organiser);
  await organiser.send('chat:configure', { linksAllowed: true });
  const { id } = await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
  await organiser.send('rally:move', { to: 'live' }).catch(() => undefined);
  let people = await Promise.all(Array.from({ length: abreastMost }, () => server.viewer('BR-GAYA')));
  const put = async (client: TestClient, path: string, body: unknown, method = 'PUT'): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const response = await client.fetch(path, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  };

  // The hooks themselves: the same kind of text, in a page that does let it in.
  const probe = await watchPage(await browser.person(), harm);
  await probe.goto('about:blank');
  await probe.evaluate(() => (document.body.innerHTML = '<img src=x onerror=xss(700000)>'));
  await probe.waitForFunction(
    () => (globalThis as unknown as { shownTexts: () => string[] }).shownTexts().length === 1,
  );
  await probe.waitForTimeout(500);
  if (harm.ran.splice(0).join() !== '700000') throw new Error('what runs is not noticed');
  await probe.context().close();

  const citizen = await open();
  await citizen.goto(`${server.url}/r/${demoSlug}`);
  const deskPage = await open();
  await deskPage.goto(links.organise);
  await deskPage.waitForURL(/console/);
  const consolePage = await watchPage(await deskPage.context().newPage(), harm);
  await deskPage.goto(`${server.url}/console/rallies/${id}/desk`);
  await Promise.all([citizen, deskPage].map((page) => page.getByRole('textbox').first().waitFor()));
  const pages = [citizen, deskPage, consolePage];

  /** Opens a page of the console, and everything that it has under "older". */
  const visit = async (path: string): Promise<void> => {
    await keep();
    await consolePage.goto(`${server.url}/console${path}`);
    await consolePage.locator('h1').first().waitFor();
    await consolePage.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
    const older = consolePage.getByRole('button', { name: /^(Older|Earlier|Show older|Show more|Load more|More)/ });
    for (let page = 0; page < 60 && (await older.count()) > 0; page += 1) {
      await older
        .first()
        .click({ timeout: 5000 })
        .catch(() => undefined);
      await consolePage.waitForTimeout(150);
    }
    await keep();
  };
  const shown = new Set<string>();
  const keep = async (): Promise<void> => {
    for (const page of pages) for (const number of await shownIn(page).catch(() => [])) shown.add(number);
  };
  /** One after the other, each once the one before is in the page: of what is shown one at a time the browser skips some. */
  const paced = async (way: HostileWay, page: Page, work: (n: number) => Promise<unknown>): Promise<void> => {
    for (let n = 0; n < hostileCount; n += 1) {
      await work(n);
      await untilShown(page, String(placeOf(way) + n));
    }
  };
  const moderators: TestClient[] = [];
  let refused = 0;

  const ways: Record<HostileWay, (text: (n: number, max: number) => string) => Promise<void>> = {
    chat: (text) =>
      each((n, lane) => desk(lane).send('chat:send', { room: 'rally', clientId: randomUUID(), text: text(n, 500) })),
    notice: (text) => paced('notice', citizen, (n) => desk(n).send('rally:notice', { text: text(n, 120) })),
    drafts: async (text) => {
      const draft = (n: number) => ({
        kind: 'single' as const,
        question: both(text(n, 200)),
        options: [both(text(n, 100)), both(text(n, 100))],
        results: 'live' as const,
        changeable: true,
      });
      const { id: pollId } = await organiser.send('poll:draft', draft(0));
      await paced('drafts', deskPage, (n) => desk(n).send('poll:edit', { ...draft(n), pollId }));
    },
    polls: (text) =>
      each(async (n, lane) => {
        const poll = await desk(lane).send('poll:draft', {
          kind: 'single',
          question: both(text(n, 200)),
          options: [both(text(n, 100)), both('B')],
          results: 'live',
          changeable: true,
        });
        await desk(lane).send('poll:open', { pollId: poll.id });
        await desk(lane).send('poll:close', { pollId: poll.id });
      }),
    rally: (text) =>
      paced('rally', citizen, (n) =>
        desk(n).patch(`/api/rallies/${id}`, { title: both(text(n, 120)), description: both(text(n, 2000)) }),
      ),
    rallies: async (text) => {
      // The list shows no more than 500 at once.
      for (const half of [0, 500]) {
        const make = (n: number, lane: number) =>
          desk(lane).post('/api/rallies', {
            title: both(text(half + n, 120)),
            description: both(text(half + n, 2000)),
            slug: `a-rally-${half + n}`,
          });
        await each(make, 500);
        await visit('');
      }
      await citizen.goto(server.url);
      await citizen.waitForTimeout(1000);
      await keep();
      await citizen.goto(`${server.url}/r/${demoSlug}`);
    },
    organisation: async (text) => {
      await visit('/organisation');
      for (let n = 0; n < hostileCount; n += 1) {
        await organiser.patch('/api/organisation', {
          name: text(n, 80),
          levels: [both(text(n, 40)), both('District'), both('Block')],
        });
        await comeBackLater(consolePage);
        if (n % 100 === 99) await citizen.goto(n % 200 === 99 ? server.url : `${server.url}/r/${demoSlug}`);
        await untilShown(consolePage, String(placeOf('organisation') + n));
      }
      await keep();
      await citizen.goto(`${server.url}/r/${demoSlug}`);
    },
    invites: async (text) => {
      await each(async (n, lane) => {
        const { url } = await desk(lane).post<{ url: string }>(`/api/rallies/${id}/invites`, {
          role: 'moderator',
          label: text(n, 40),
        });
        if (n % 10 !== 0) return;
        // Who opens such a link without saying a name goes by what the link says.
        const client = new TestClient(server.url);
        await openSession(client);
        const redeemed = await client.post<{ session: never }>('/api/auth/redeem', {
          token: new URL(url).hash.slice(1),
        });
        client.use(redeemed.session);
        if (n % 100 !== 0) return;
        await client.enter(demoSlug);
        moderators.push(client);
        await client.send('chat:send', { room: 'rally', clientId: randomUUID(), text: 'Who am I?' });
      });
      for (const part of ['invites', 'people', 'record']) await visit(`/rallies/${id}/${part}`);
    },
    links: async (text) => {
      await each(async (n, lane) => {
        const { url } = await desk(lane).post<{ url: string }>('/api/invites', {
          role: 'district-organiser',
          label: text(n, 40),
        });
        const client = new TestClient(server.url);
        await openSession(client);
        await client.post('/api/auth/redeem', { token: new URL(url).hash.slice(1) });
      });
      await visit('/powers');
    },
    bans: async (text) => {
      for (const person of people) await person.send('attendance:place', { regionCode: 'BR-GAYA' });
      await paced('bans', deskPage, async (n) => {
        const person = people[n % people.length]!;
        const { identityId } = person;
        await desk(n).send('moderation:ban', { identityId, reason: text(n, 200) });
        await person.post(`/api/rallies/public/${demoSlug}/appeal`, { text: text(n, 300) });
        await untilShown(deskPage, String(placeOf('bans') + n));
        await desk(n).send('moderation:unban', { identityId });
      });
      await visit(`/rallies/${id}/record`);
    },
    cues: async (text) => {
      const speaker = await SpeakerPerson.invited(browser, links.speak);
      await watchPage(speaker.page, harm);
      await speaker.page.reload();
      await speaker.enter();
      await speaker.expectGreenRoom();
      pages.push(speaker.page);
      const { seats } = await organiser.send('stage:watch', {});
      await paced('cues', speaker.page, (n) => desk(n).send('stage:cue', { seatId: seats[0]!.id, text: text(n, 140) }));
    },
    questions: async (text) => {
      await organiser.send('question:configure', { open: true });
      const askers = await Promise.all(people.map(() => server.viewer('BR-GAYA').then(patient)));
      await citizen.getByRole('tab', { name: /Questions/ }).click();
      await each(async (n, lane) => {
        const question = await askers[lane]!.send('question:ask', { clientId: randomUUID(), text: text(n, 280) });
        await desk(lane).send('question:approve', { questionId: question.id });
        await desk(lane).send('question:show', { questionId: question.id });
        await desk(lane).send('question:answer', { questionId: question.id, text: text(n, 1000) });
      });
      await visit(`/rallies/${id}/record`);
    },
    rules: async (text) => {
      for (const half of [0, 1]) {
        const words = Array.from({ length: 500 }, (_, n) => text(half * 500 + n, 60));
        const rules = { ...presetRules, wordsHi: words, wordsEn: words, welcome: words.slice(0, 100) };
        await put(organiser, '/api/moderation/rules', rules);
        await put(organiser, `/api/rallies/${id}/moderation/rules`, rules);
        await visit(`/rallies/${id}/rules`);
        // What they would have done with what was written, word by word.
        await consolePage.getByRole('button', { name: 'Try on the last messages' }).first().click();
        await consolePage.waitForTimeout(2000);
        await keep();
      }
      const off = { method: 'DELETE' };
      await organiser.fetch(`/api/rallies/${id}/moderation/rules`, off);
      await switchRulesOff(organiser);
    },
    account: async (text) => {
      const state = await deskPage.evaluate(() => JSON.stringify(localStorage));
      const identityId = /"identityId\\?":\\?"([0-9a-f-]{36})/.exec(state)?.[1];
      if (!identityId) throw new Error('the console keeps its session elsewhere');
      await server.sql(
        `insert into accounts (identity_id, login, password_hash) values ($1, 'organiser', '$argon2id$none')`,
        [identityId],
      );
      await server.sql(
        `insert into passkeys (id, identity_id, public_key, counter, transports, name)
         select 'key' || n, $1, '\\x00', 0, '{}', name from unnest($2::text[]) with ordinality t(name, n)`,
        [identityId, Array.from({ length: hostileCount }, (_, n) => text(n, 40))],
      );
      await visit('/account');
      for (let n = 0; n < hostileCount; n += 1) {
        await server.sql('update accounts set login = $2 where identity_id = $1', [identityId, text(n, 60)]);
        await comeBackLater(consolePage);
        // Their passkeys' names have shown the number already: what counts here is that the login is drawn too.
        if (n % 20 === 19) await consolePage.waitForTimeout(50);
      }
      await keep();
    },
    regions: async (text) => {
      const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
      const rows = Array.from(
        { length: hostileCount },
        (_, n) => `X${n},${quoted(text(n, 60))},${quoted(text(n, 60))}`,
      );
      const mapping = { levels: [{ level: 0, codeColumn: 'code', nameColumn: 'name', hindiNameColumn: 'hindi' }] };
      const response = await organiser.fetch(
        `/api/regions/import?mapping=${encodeURIComponent(JSON.stringify(mapping))}`,
        { method: 'POST', headers: { 'content-type': 'text/csv' }, body: `code,name,hindi\n${rows.join('\n')}\n` },
      );
      if (!response.ok) throw new Error(`regions: ${await response.text()}`);
      await visit('/regions');
      await keep();
    },
    captions: async (text) => {
      const write = (n: number) => ({ lineId: randomUUID(), language: 'hi' as const, text: text(n, 200), final: true });
      await each(async (n, lane) => {
        await desk(lane).send('caption:write', write(n));
        if (n % 10 === 0)
          await desk(lane).post(`/api/rallies/${id}/caption-keys`, { label: text(n, 40), language: 'hi' });
      });
      await visit(`/rallies/${id}`);
    },
    encoders: async (text) => {
      for (let from = 0; from < hostileCount; from += 10) {
        const made: string[] = [];
        for (let n = from; n < from + 10; n += 1) {
          const target = { name: text(n, 40), url: 'rtmp://example.org/live', key: `key-${n}`, rung: 'low' };
          await organiser
            .post<{ id: string }>(`/api/rallies/${id}/push-targets`, target)
            .then((one) => made.push(one.id))
            .catch(() => (refused += 1));
          await organiser.post(`/api/rallies/${id}/stream-keys`, { name: text(n, 40) }).catch(() => (refused += 1));
        }
        await visit(`/rallies/${id}/streams`);
        for (const one of made) await organiser.delete(`/api/rallies/${id}/push-targets/${one}`);
      }
    },
    names: async (text) => {
      const session = people[0]!;
      const speaker = patient(await server.speaker());
      await each(async (n, lane) => {
        const tries = [
          session.post('/api/auth/name', { name: text(n, 40) }),
          session.post('/api/auth/claim', { token: 'A'.repeat(43), organisationName: 'Any', name: text(n, 40) }),
          ...(n % 20 === 0 ? [speaker.send('stage:sit', { name: text(n, 40) })] : []),
          ...(n % 20 === 0
            ? [
                desk(lane).post('/api/auth/redeem', {
                  token: new URL(links.watch).hash.slice(1) || 'A'.repeat(60),
                  name: text(n, 40),
                }),
              ]
            : []),
        ];
        for (const one of await Promise.allSettled(tries))
          if (one.status === 'rejected') refused += 1;
          else throw new Error(`a name was taken that is none: ${text(n, 40)}`);
      });
    },
  };

  // Names with markup are refused, those of encoders too; captions are cues of the picture's own text track.
  const unseen: readonly HostileWay[] = ['names', 'captions', 'encoders'];
  let missing = 0;
  for (const way of wanted) {
    const place = placeOf(way);
    for (const one of [...desks, ...people]) one.close();
    desks = await newDesks();
    organiser = desk(0);
    people = await Promise.all(people.map(() => server.viewer('BR-GAYA').then(patient)));
    const startedAt = Date.now();
    await ways[way]((n, max) => hostileText(place + n, max));
    await citizen.waitForTimeout(1000);
    await keep();
    const seen = Array.from({ length: hostileCount }, (_, n) => String(place + n)).filter((one) =>
      shown.has(one),
    ).length;
    const fields = Object.keys(hostileFields).filter((field) => hostileFields[field] === way);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const what = way === 'names' ? `${refused} refused` : `${seen} of ${hostileCount} shown`;
    console.log(`${way}: ${what}, in ${seconds} s; ${fields.join(', ') || 'files of regions'}`);
    if (!unseen.includes(way) && seen < hostileCount * 0.99) missing += 1;
  }
  console.log(
    `ran: ${harm.ran.length}; stopped by the policy: ${harm.tried.length}; errors of pages: ${browser.pageErrors.length}`,
  );
  for (const one of [...harm.ran.slice(0, 5), ...harm.tried.slice(0, 5), ...browser.pageErrors.slice(0, 5)])
    console.log(one);
  process.exitCode = harm.ran.length + harm.tried.length + missing === 0 ? 0 : 1;
  for (const one of [...desks, ...moderators]) one.close();
} finally {
  await browser.close();
  await server.stop();
}
process.exit();
