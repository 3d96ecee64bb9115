import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { OrganisationView } from '@sammelan/shared/organisation/organisation.dto.js';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { draftPoll, openPoll, vote } from '../support/polls.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const minuteMs = 60_000;
/** A loaded machine takes its time. */
const patienceMs = 30_000;

/** What an owner does by hand for the trust of others: all that is held at once, the key of a poll, the silence. */
describe('the desk of an owner', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let owner: TestClient;
  let page: Page;
  let deskUrl: string;
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  beforeAll(async () => {
    [server, browser] = await Promise.all([TestServer.start({ WEB_DIR: resolve('web/dist') }), TestBrowser.launch()]);
    owner = await server.owner();
    const session = { name: 'sammelan.session', value: JSON.stringify(owner.session) };
    page = await browser.person({
      viewport: { width: 1440, height: 900 },
      storageState: { cookies: [], origins: [{ origin: server.url, localStorage: [session] }] },
    });
    const { id } = await owner.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    deskUrl = `${server.url}/console/rallies/${id}/desk`;
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('decides on one held message by a key, and with shift on all that are in hand', async () => {
    await owner.send('chat:configure', { holdAll: true });
    const reader = await server.viewer('BR-GAYA');
    await reader.send('chat:enter', { room: 'rally' });
    const seen = () => reader.events('chat:posted').flatMap(({ messages }) => messages.map(({ text }) => text));
    const author = async (text: string): Promise<TestClient> => {
      const one = await server.viewer('BR-GAYA');
      await one.send('chat:send', { room: 'rally', clientId: randomUUID(), text });
      return one;
    };
    const held = page.getByRole('list', { name: 'Held messages' }).getByRole('listitem');
    const inHand = (count: number) =>
      eventually(async () => (await held.count()) === count, `${count} messages are in hand`, patienceMs);
    for (const text of ['One', 'Two', 'Three', 'Four']) await author(text);
    await page.goto(deskUrl);
    await page.getByRole('tab', { name: /^Hold/ }).click();
    await inHand(4);
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.getByText('Approved. Everyone sees it now.').first().waitFor();
    await inHand(3);
    await eventually(() => seen().join() === 'One', 'the first is seen', patienceMs);
    await page.keyboard.press('Shift+A');
    await page.getByText('3 approved. Everyone sees them now.').first().waitFor();
    await page.getByText('Nothing waits').waitFor();
    await eventually(() => seen().sort().join() === 'Four,One,Three,Two', 'all are seen', patienceMs);

    const denied = [await author('Five'), await author('Six')];
    await inHand(2);
    await page.keyboard.press('Shift+D');
    await page.getByText('2 denied.').first().waitFor();
    for (const one of denied) await one.waitFor('chat:decided', ({ approved }) => !approved);
    await page.getByText('Nothing waits').waitFor();
    await owner.send('chat:configure', { holdAll: false });
    await author('Seven');
    await eventually(() => seen().includes('Seven'), 'what is not held is seen', patienceMs);
    expect(seen()).not.toContain('Five');
    expect(seen()).not.toContain('Six');
  });

  it('destroys the key of a poll, and says since when nobody can link an answer to a person', async () => {
    const { id: pollId } = await openPoll(owner);
    await vote(await server.viewer('BR-GAYA'), pollId, [0]);
    await owner.send('poll:close', { pollId });
    const keys = () => server.sql('select 1 from poll_keys where poll_id = $1', [pollId]);
    await button('Cut the link to people').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('There is no way back').waitFor();
    expect(await keys()).toHaveLength(1);
    await dialog.getByRole('button', { name: 'Destroy the key' }).click();
    await page.getByText('The key is destroyed.').first().waitFor();
    await page.getByText(/^Since .* nobody can link people and answers/).waitFor();
    expect(await keys()).toHaveLength(0);
    expect(await button('Cut the link to people').count()).toBe(0);
  });

  it('sets the silence before polling, in which a poll on voting intention stays shut, and lifts it', async () => {
    const { id: pollId } = await draftPoll(owner, { votingIntention: true });
    /** As the field takes it: in the page's own time zone, to the minute. */
    const wall = (time: number) =>
      page.evaluate((ms) => {
        const date = new Date(ms);
        return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
      }, time);
    const read = async () => (await owner.get<OrganisationView>('/api/organisation')).silence;
    const now = Math.floor(Date.now() / minuteMs) * minuteMs;
    const [from, until] = [now - 60 * minuteMs, now + 600 * minuteMs];
    await page.goto(`${server.url}/console/organisation`);
    await page.getByRole('switch', { name: 'Keep a silence' }).click();
    await page.getByLabel('From', { exact: false }).fill(await wall(until));
    await page.getByLabel('Until', { exact: false }).fill(await wall(from));
    await page.getByText('The end must come after the beginning.').waitFor();
    expect(await button('Save the silence').isDisabled()).toBe(true);
    await page.getByLabel('From', { exact: false }).fill(await wall(from));
    await page.getByLabel('Until', { exact: false }).fill(await wall(until));
    await button('Save the silence').click();
    await eventually(async () => (await read()) !== null, 'the silence is kept', patienceMs);
    expect(await read()).toEqual({ from: new Date(from).toISOString(), until: new Date(until).toISOString() });
    await page.goto(deskUrl);
    await page.getByText('It cannot be opened in the silence before polling').waitFor();
    await expect(owner.send('poll:open', { pollId })).rejects.toMatchObject({ code: 'poll-silenced' });
    await page.goto(`${server.url}/console/organisation`);
    await page.getByRole('switch', { name: 'Keep a silence' }).click();
    await button('Save the silence').click();
    await eventually(async () => (await read()) === null, 'the silence is lifted', patienceMs);
    expect(await owner.send('poll:open', { pollId })).toMatchObject({ state: 'open' });
  });

  it('threw nothing on any page', () => expect(browser.pageErrors).toEqual([]));
});
