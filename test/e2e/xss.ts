// npm run xss: 1,000 hostile texts in every text field that others read, on the citizen's page, the live desk and the pages of
// the console, in a real browser. Ends with 1 if one of them runs, or is even tried to (a blocked try breaks the page's
// policy and is counted). Takes two minutes or so.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { demoSlug } from '../support/people.js';
import { switchRulesOff } from '../support/rules.js';
import { ServerProcess } from '../support/server-process.js';
import type { TestClient } from '../support/test-client.js';

const wanted = 1000;
const batch = 25;

const calls = ['xss(1)', 'alert(1)', '(xss)`1`', 'window["xss"](1)', 'top.xss&&top.xss(1)'];
const shells: readonly ((call: string) => string)[] = [
  (c) => `<script>${c}</script>`,
  (c) => `<ScRiPt>${c}</sCrIpT>`,
  (c) => `"><script>${c}</script>`,
  (c) => `</title><script>${c}</script>`,
  (c) => `</textarea><script>${c}</script>`,
  (c) => `<img src=x onerror=${c}>`,
  (c) => `<img src=x onerror="${c}">`,
  (c) => `"><img src=x onerror=${c}>`,
  (c) => `' onmouseover='${c}`,
  (c) => `" autofocus onfocus="${c}`,
  (c) => `<svg onload=${c}>`,
  (c) => `<svg/onload=${c}//`,
  (c) => `<svg><animate onbegin=${c} attributeName=x dur=1s>`,
  (c) => `<body onload=${c}>`,
  (c) => `<iframe srcdoc="<script>parent.${c}</script>">`,
  (c) => `<iframe src="javascript:${c}">`,
  (c) => `<a href="javascript:${c}">x</a>`,
  (c) => `javascript:${c}`,
  (c) => `https://example.org/"onmouseover="${c}`,
  (c) => `https://example.org/'><script>${c}</script>`,
  (c) => `www.x.org/<img src=x onerror=${c}>`,
  (c) => `<details open ontoggle=${c}>`,
  (c) => `<video><source onerror=${c}>`,
  (c) => `<audio src=x onerror=${c}>`,
  (c) => `<input autofocus onfocus=${c}>`,
  (c) => `<marquee onstart=${c}>`,
  (c) => `<object data="javascript:${c}">`,
  (c) => `<embed src="javascript:${c}">`,
  (c) => `<math><mi xlink:href="javascript:${c}">`,
  (c) => `<style>@import "javascript:${c}"</style>`,
  (c) => `<base href="javascript:${c}//">`,
  (c) => `<form action="javascript:${c}"><button>`,
  (c) => `{{${c}}} \${${c}} #{${c}}`,
  (c) => `{{constructor.constructor('${c}')()}}`,
  (c) => `$t(${c}) {{name, ${c}}}`,
  (c) => `<!--><img src=x onerror=${c}>-->`,
  (c) => `<![CDATA[<script>${c}</script>]]>`,
  (c) => `&lt;script&gt;${c}&lt;/script&gt;`,
  (c) => `%3Cscript%3E${c}%3C/script%3E`,
  (c) => `\\u003cscript\\u003e${c}\\u003c/script\\u003e`,
];
const dressings: readonly ((payload: string) => string)[] = [
  (p) => p,
  (p) => `नमस्ते ${p}`,
  (p) => p.replaceAll('<', '<<'),
  (p) => p.replace(/ /g, '/'),
  (p) => p.toUpperCase().replace(/XSS|ALERT/g, (call) => call.toLowerCase()),
];
const payloads = dressings.flatMap((dress) => shells.flatMap((shell) => calls.map((call) => dress(shell(call)))));
const texts = payloads.slice(0, wanted);
const fit = (text: string, max: number): string => text.slice(0, max).trim();

const server = await ServerProcess.start({ LOG_LEVEL: 'error' });
const browser = await TestBrowser.launch();
let ran = 0;
let tried = 0;

/** A page that notes whatever runs, and whatever the policy stops. */
async function watched(page: Page): Promise<Page> {
  await page.exposeBinding('noteRun', () => (ran += 1));
  await page.exposeBinding('noteTry', () => (tried += 1));
  await page.addInitScript(() => {
    const page = globalThis as unknown as Record<string, () => unknown>;
    for (const name of ['xss', 'alert', 'confirm', 'prompt', 'print']) page[name] = () => page['noteRun']?.();
    addEventListener('securitypolicyviolation', () => void page['noteTry']?.());
  });
  page.on('dialog', (dialog) => {
    ran += 1;
    void dialog.dismiss();
  });
  return page;
}

try {
  const links = await server.demoLinks();
  const desks = await Promise.all(Array.from({ length: 10 }, () => server.withLink(links.organise)));
  const [organiser] = desks as [TestClient];
  await switchRulesOff(organiser);
  await organiser.send('chat:configure', { linksAllowed: true });
  const { id } = await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
  const laptop = { viewport: { width: 1440, height: 900 } };

  // The hooks themselves: the same kind of text, in a page that does let it in.
  const probe = await watched(await browser.person());
  await probe.goto('about:blank');
  await probe.evaluate(() => (document.body.innerHTML = '<img src=x onerror=xss(1)>'));
  await probe.waitForTimeout(500);
  if (ran !== 1) throw new Error('what runs is not noticed');
  ran = 0;
  await probe.context().close();

  const citizen = await watched(await browser.person(laptop));
  await citizen.goto(`${server.url}/r/${demoSlug}`);
  const desk = await watched(await browser.person(laptop));
  await desk.goto(links.organise);
  await desk.waitForURL(/console/);
  await desk.goto(`${server.url}/console/rallies/${id}/desk`);
  await Promise.all([citizen, desk].map((page) => page.getByRole('textbox').first().waitFor()));

  const draft = await organiser.send('poll:draft', {
    kind: 'single',
    question: { en: 'First' },
    options: [{ en: 'A' }, { en: 'B' }],
    results: 'live',
    changeable: true,
  });
  const refused: Record<string, number> = {};
  const put = (field: string, work: Promise<unknown>): Promise<unknown> =>
    work.catch(() => (refused[field] = (refused[field] ?? 0) + 1));
  let last = '';
  for (let from = 0; from < texts.length; from += batch) {
    await Promise.all(
      texts.slice(from, from + batch).map(async (text, index) => {
        const boss = desks[index % desks.length] as TestClient;
        const local = (max: number) => ({ en: fit(text, max), hi: fit(text, max) });
        last = fit(text, 500);
        await put('chat', boss.send('chat:send', { room: 'rally', clientId: randomUUID(), text: fit(text, 500) }));
        await put('notice', boss.send('rally:notice', { text: fit(text, 120) }));

        await put(
          'poll',
          boss.send('poll:edit', {
            pollId: draft.id,
            kind: 'single',
            question: local(120),
            options: [local(60), local(60)],
            results: 'live',
            changeable: true,
          }),
        );
        await put('rally', boss.patch(`/api/rallies/${id}`, { title: local(120), description: local(500) }));
        await put('organisation', boss.patch('/api/organisation', { name: fit(text, 80) }));
        await put('invite', boss.post(`/api/rallies/${id}/invites`, { role: 'viewer', label: fit(text, 80) }));
        await put('name', boss.post('/api/auth/name', { name: fit(text, 40) }));
      }),
    );
    await citizen.waitForTimeout(60);
    if (from % 250 === 0) console.log(`${from + batch} of ${texts.length}`);
  }
  await citizen.getByText(last, { exact: false }).first().waitFor();
  for (const path of ['', `/rallies/${id}`, `/rallies/${id}/invites`, `/rallies/${id}/record`, '/organisation']) {
    await desk.goto(`${server.url}/console${path}`);
    await desk.locator('h1').first().waitFor();
    await desk.waitForTimeout(1000);
  }
  await citizen.goto(server.url);
  await citizen.waitForTimeout(1000);
  await citizen.goto(`${server.url}/r/${demoSlug}`);
  await citizen.waitForTimeout(2000);
  console.log(
    `${texts.length} texts × chat, notice, poll (question, options), rally (title, description), organisation, invite, name`,
  );
  console.log(`refused before they were stored: ${JSON.stringify(refused)}`);
  console.log(`ran: ${ran}; stopped by the policy: ${tried}; errors of pages: ${browser.pageErrors.length}`);
  for (const error of browser.pageErrors.slice(0, 3)) console.log(error);
  process.exitCode = ran + tried === 0 ? 0 : 1;
  for (const one of desks) one.close();
} finally {
  await browser.close();
  await server.stop();
}
process.exit();
