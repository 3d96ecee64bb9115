import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { openPoll } from '../support/polls.js';
import { RecordingPerson } from '../support/recordings.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

/** Where pictures of the pages go, for whoever wants to look at them. */
const shotsDir = process.env['REPLAY_SHOTS'];

/** A rally that was recorded, as citizens and organisers find it afterwards. */
describe('a replay', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let organiser: TestClient;
  let recording: RecordingPerson;
  let page: Page;

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      TestServer.start({ WEB_DIR: resolve('web/dist'), FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg' }),
      TestBrowser.launch(),
    ]);
    await server.withoutRules();
    organiser = await server.organiser();
    const viewer = await server.viewer('BR-GAYA');
    recording = new RecordingPerson(
      organiser,
      (await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id,
    );
    await organiser.send('rally:move', { to: 'live' });
    const grown = (seconds: number) =>
      eventually(async () => (await recording.view()).seconds >= seconds, `${seconds} seconds are there`, 40_000, 200);
    await grown(4);
    await viewer.send('chat:enter', { room: 'rally' });
    await viewer.send('chat:send', { room: 'rally', clientId: randomUUID(), text: 'Namaste from Gaya' });
    const { id } = await openPoll(organiser);
    await grown(8);
    await organiser.send('poll:close', { pollId: id });
    await grown(12);
    page = await browser.person();
    await page.goto((await server.demoLinks()).watch);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const shot = async (name: string, of = page): Promise<void> => {
    if (!shotsDir) return;
    await mkdir(shotsDir, { recursive: true });
    await of.screenshot({ path: join(shotsDir, `${name}.png`) });
  };
  const played = (): Promise<number> =>
    page.evaluate(() => Math.max(0, ...[...document.querySelectorAll('video')].map((one) => one.currentTime)));

  test('is offered to those who are still there, as soon as it is', async () => {
    await organiser.send('rally:move', { to: 'ended' });
    await page.getByRole('button', { name: 'Watch the replay' }).waitFor({ timeout: 30_000 });
    await shot('thanks-phone');
    await page.getByRole('button', { name: 'Watch the replay' }).click();
    await eventually(async () => (await played()) > 1, 'it plays', 30_000, 100);
    expect(await page.getByRole('navigation', { name: 'Chapters' }).getByRole('button').count()).toBe(2);
    await shot('replay-phone');
  });

  test('shows chat and polls when they came, wherever one goes in it', async () => {
    await page.getByRole('tab', { name: 'Chat', exact: true }).click();
    await page.getByRole('slider', { name: 'Place in the replay' }).press('Home');
    await page.getByText('Nobody has written anything up to here.').waitFor();
    await page.getByRole('tab', { name: 'Chapters' }).click();
    await page.getByRole('button', { name: /Poll: / }).click();
    await page.getByRole('tab', { name: 'Chat', exact: true }).click();
    await page.getByText('Namaste from Gaya').waitFor();
    await page.getByRole('tab', { name: /Polls/ }).click();
    await page.getByText('Being asked now').first().waitFor();
    await page.getByRole('slider', { name: 'Place in the replay' }).press('End');
    await page.getByRole('tabpanel').getByText('Being asked now').waitFor({ state: 'detached' });
    await shot('replay-poll-phone');
  });

  test('is watched with less data by choice, which is remembered', async () => {
    await page.getByRole('slider', { name: 'Place in the replay' }).press('Home');
    await eventually(async () => (await played()) < 3, 'it is at the beginning');
    await page.getByRole('button', { name: /Picture quality/ }).click();
    await page.getByRole('menuitemradio', { name: 'Audio only' }).click();
    await eventually(() => page.getByText('Audio only').first().isVisible(), 'the sound alone');
    await page
      .getByRole('button', { name: 'Play', exact: true })
      .or(page.getByRole('button', { name: 'Pause' }))
      .waitFor();
    expect(await page.evaluate(() => localStorage.getItem('sammelan.quality'))).toBe('audio');
    const paused = page.getByRole('button', { name: 'Play', exact: true });
    if (await paused.isVisible()) await paused.click();
    const before = await played();
    await eventually(async () => (await played()) > before + 1, 'the sound goes on', 30_000, 100);
    await page.evaluate(() => localStorage.setItem('sammelan.quality', 'auto'));
  });

  test('is cut and taken back by its organiser in the console', async () => {
    const links = await server.demoLinks();
    const desk = await browser.person({ viewport: { width: 1440, height: 900 } });
    await desk.goto(links.organise);
    await desk.waitForURL(/console/);
    const console = `${server.url}/console/rallies/${recording.rallyId}/recording`;
    await desk.goto(console);
    await desk.getByRole('heading', { name: 'Preview and cut' }).waitFor();
    await shot('console-laptop', desk);
    await desk.getByRole('slider', { name: 'Place in the replay' }).press('End');
    const cut = desk.getByRole('button', { name: 'End here' });
    await eventually(() => cut.isEnabled(), 'the place is known', 30_000, 100);
    for (let step = 0; step < 6; step += 1) {
      await desk.getByRole('slider', { name: 'Place in the replay' }).press('ArrowLeft');
    }
    const { seconds } = await recording.view();
    await eventually(
      async () => (await desk.evaluate(() => document.querySelector('video')!.currentTime)) < seconds - 4,
      'the place was gone to',
      30_000,
      100,
    );
    await eventually(
      async () => {
        await cut.click();
        await desk.getByRole('button', { name: 'Show only this part' }).click();
        return eventually(async () => (await recording.view()).seconds < seconds - 2, 'it is shorter', 5_000).catch(
          () => false,
        );
      },
      'it is cut',
      30_000,
    );
    await desk.getByText('The replay is cut.').waitFor();
    await shot('console-cut-laptop', desk);
    await desk.getByRole('switch', { name: 'Everyone can watch the replay' }).click();
    await eventually(async () => !(await recording.view()).published, 'it is taken back');
    await page.reload();
    await page.getByText('There is no replay here now').waitFor();
    await shot('missing-phone');
    expect(browser.pageErrors).toEqual([]);
  });
});
