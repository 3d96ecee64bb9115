import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { pictureOf } from '@sammelan/server/rallies/picture.js';
import { GrantsService } from '@sammelan/server/access/grants.service.js';
import { OrganisationService } from '@sammelan/server/organisation/organisation.service.js';
import type { OrganisationView } from '@sammelan/shared/organisation/organisation.dto.js';
import { TestBrowser } from '../support/browser.js';
import { TestServer } from '../support/test-server.js';

const laptop = { viewport: { width: 1280, height: 800 } };
const place = 'GPS 24.7955N 84.9994E';

/** A photograph as a phone makes it: large, and with the place it was taken at (an Exif segment, CIPA DC-008). */
async function photograph(page: Page): Promise<Buffer> {
  const drawn = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 3000, height: 2000 });
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'teal';
    context.fillRect(0, 0, 3000, 2000);
    return canvas.toDataURL('image/jpeg').split(',')[1]!;
  });
  const jpeg = Buffer.from(drawn, 'base64');
  const exif = Buffer.from(`Exif\0\0${place}`, 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

/** A new owner on an empty deployment, from the link in the log to a first rally with a picture. */
describe('the console of a new owner', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let page: Page;
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      TestServer.start({ DEMO: '0', WEB_DIR: resolve('web/dist') }),
      TestBrowser.launch(),
    ]);
    page = await browser.person(laptop);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('is claimed with the printed link, once', async () => {
    const link = server.claimUrl!;
    await page.goto(link);
    await button('Start').click();
    await page.getByText('Write its name, 2 to 80 characters.').waitFor();
    await page.getByRole('textbox', { name: 'What is your organisation called?' }).fill('Kisan Sabha');
    await page.getByRole('textbox', { name: 'What is your name?' }).fill('Organiser');
    await button('Start').click();
    await page.waitForURL(/\/console$/);
    await page.getByText('Kisan Sabha').first().waitFor();
    const late = await browser.person(laptop);
    await late.goto(link);
    await late.getByRole('textbox', { name: 'What is your organisation called?' }).fill('Another');
    await late.getByRole('textbox', { name: 'What is your name?' }).fill('Somebody');
    await late.getByRole('button', { name: 'Start' }).click();
    await late.getByText('Somebody was here before').waitFor();
    await late.context().close();
  });

  it('names the levels of the areas', async () => {
    await page.goto(`${server.url}/console/organisation`);
    await page.getByRole('textbox', { name: 'Level 2 in English' }).fill('Zila');
    await button('Add a level below').click();
    await page.getByRole('textbox', { name: 'Level 6 in English' }).fill('Page of the roll');
    await button('Save the levels').click();
    await page.getByText('Saved. It shows on every page that is opened now.').waitFor();
    const { levels } = (await (await fetch(`${server.url}/api/organisation`)).json()) as OrganisationView;
    expect(levels.map(({ en }) => en)).toEqual(['State', 'Zila', 'Block', 'Panchayat', 'Booth', 'Page of the roll']);
  });

  it('puts up a cover that is drawn anew: smaller, and without the place it was taken at', async () => {
    await page.goto(`${server.url}/console/new`);
    await page.getByRole('textbox', { name: 'Title in English' }).fill('First rally');
    await page.locator('button[type=submit]').click();
    await page.getByText('Cover picture').waitFor();
    const input = page.locator('input[type=file]');
    await input.setInputFiles({ name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
    await page.getByText('that the browser can open').waitFor();
    const buffer = await photograph(page);
    expect(buffer.includes(place)).toBe(true);
    await input.setInputFiles({ name: 'photograph.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByText('The picture is up.').waitFor();
    const src = await page.getByRole('img', { name: 'The cover picture as it is now' }).getAttribute('src');
    const stored = Buffer.from(await (await fetch(new URL(src!, server.url))).arrayBuffer());
    expect(pictureOf(stored)).toMatchObject({ type: 'image/jpeg', width: 1920, height: 1280 });
    expect(stored.includes('Exif')).toBe(false);
    await button('Take it away').click();
    await page.getByRole('img', { name: 'The cover picture as it is now' }).waitFor({ state: 'detached' });
    expect((await fetch(new URL(src!, server.url))).status).toBe(404);
  });

  it('gives a role, changes its end and takes it away, on the page that shows who may do what', async () => {
    const convenor = await server.somebody();
    const grants = server.get(GrantsService);
    await grants.give({
      identityId: convenor.identityId,
      name: 'Block convenor',
      organisationId: server.get(OrganisationService).id,
      role: 'moderator',
      rallyId: null,
      regionPath: '/',
    });
    await page.goto(`${server.url}/console/powers`);
    const row = (role: string) =>
      page.getByRole('listitem').filter({ hasText: 'Block convenor' }).filter({ hasText: role });
    await row('Moderator').getByRole('button', { name: 'Give a role' }).click();
    await page.getByRole('combobox', { name: 'Role', exact: true }).last().selectOption('analyst');
    await page.getByRole('button', { name: 'Give the role' }).click();
    await page.getByText('Block convenor has the role from now on.').waitFor();
    const roles = (): string[] => grants.of(convenor.identityId).map(({ role }) => role);
    await row('Analyst').waitFor();
    expect(roles().sort()).toEqual(['analyst', 'moderator']);

    await row('Analyst').getByRole('button', { name: 'Change the end' }).first().click();
    await row('Analyst').getByRole('combobox', { name: 'For how long, from now' }).selectOption('1');
    await row('Analyst').getByRole('button', { name: 'Change the end', exact: true }).last().click();
    await page.getByText('The end is changed for Block convenor.').waitFor();
    const [analyst] = grants.of(convenor.identityId).filter(({ role }) => role === 'analyst');
    const hours = (Date.parse(analyst!.expiresAt!) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(22);
    expect(hours).toBeLessThan(25);

    await row('Moderator').getByRole('button', { name: 'Take the role away' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take the role away' }).click();
    await page.getByText('Block convenor has no role any more.').waitFor();
    await row('Moderator').waitFor({ state: 'detached' });
    expect(roles()).toEqual(['analyst']);
  });

  it('writes days day first, and says what is none', async () => {
    await page.goto(`${server.url}/console/record`);
    const from = page.getByRole('textbox', { name: 'From' });
    await from.fill('31/02/2026');
    await from.blur();
    await page.getByText('Write the day as dd/mm/yyyy.').waitFor();
    await from.fill('01/02/2030');
    await page.getByText('Nothing fits this').waitFor();
    await from.fill('01/02/2020');
    await page.getByText('Nothing fits this').waitFor({ state: 'detached' });
  });

  it('threw nothing on any page', () => expect(browser.pageErrors).toEqual([]));
});
