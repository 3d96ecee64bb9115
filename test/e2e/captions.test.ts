import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { HlsLadders } from '@sammelan/server/playback/hls-ladders.service.js';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { Ladder } from '../support/ladder.js';
import { expectMovingPicture } from '../support/media-counts.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';
import { SpeakerPerson } from './speaker-person.js';

/** Stream time between two viewers who read the same line, however far behind the stage either is. */
const spreadMs = 300;

describe('captions on the picture', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let producer: TestClient;
  let ladder: Ladder;
  let page: Page;
  let rallyId: string;

  beforeAll(async () => {
    [server, browser, ladder] = await Promise.all([
      TestServer.start({ WEB_DIR: resolve('web/dist'), FFMPEG_BIN: 'off' }),
      TestBrowser.launch(),
      Ladder.begin(),
    ]);
    producer = await server.organiser();
    await producer.send('rally:move', { to: 'live' });
    rallyId = (await producer.get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id;
    server.get(HlsLadders).put(rallyId, ladder.view);
    const speaker = await SpeakerPerson.invited(browser, (await server.demoLinks()).speak);
    await speaker.enter();
    const seat = await eventually(
      async () => (await producer.send('stage:watch', {})).seats.find(({ sources }) => sources.camera !== undefined),
      'the camera is there',
      15_000,
      250,
    );
    await producer.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    page = await watching();
    // Server, browser, speaker and ffmpeg start beside whatever else runs here.
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await ladder?.end();
  });

  const watching = async (): Promise<Page> => {
    const viewer = await browser.person({ viewport: { width: 1000, height: 700 } });
    await ladder.serve(viewer);
    await viewer.goto((await server.demoLinks()).watch);
    await expectMovingPicture(viewer);
    return viewer;
  };
  const choose = async (viewer: Page, name: string) => {
    await viewer.getByRole('button', { name: 'Captions', exact: true }).click();
    await viewer.getByRole('menuitemradio', { name }).click();
  };
  const lines = (viewer: Page) => viewer.locator('[data-captions] p');

  test('are typed by a volunteer, and read as they grow, are corrected and taken down', async () => {
    const invite = await producer.post<{ url: string }>(`/api/rallies/${rallyId}/invites`, {
      role: 'captioner',
      label: 'Volunteer',
    });
    const booth = await browser.person({ viewport: { width: 1200, height: 800 } });
    await booth.goto(invite.url);
    await booth.waitForURL(/\/caption\//);
    await expectMovingPicture(booth);
    await booth.getByRole('combobox', { name: 'You write in' }).selectOption('hi');
    const field = booth.getByRole('textbox', { name: 'What is being said' });
    await field.pressSequentially('साथियो, आज');
    await choose(page, 'Captions: हिन्दी');
    await field.pressSequentially(' हम');
    await lines(page).getByText('साथियो, आज हम').waitFor();
    await field.pressSequentially(' सब मिले हैं');
    await field.press('Enter');
    await lines(page).getByText('साथियो, आज हम सब मिले हैं').waitFor();
    await lines(booth).getByText('साथियो, आज हम सब मिले हैं').waitFor();
    await field.press('ArrowUp');
    expect(await field.inputValue()).toBe('साथियो, आज हम सब मिले हैं');
    await field.fill('साथियो, आज हम सब यहाँ मिले हैं');
    await field.press('Enter');
    await lines(page).getByText('साथियो, आज हम सब यहाँ मिले हैं').waitFor();
    await booth.getByRole('button', { name: 'Take down' }).click();
    await eventually(async () => (await lines(page).count()) === 0, 'the line is gone');
    await booth.context().close();
  });

  test('are as large as chosen, and the choice is remembered', async () => {
    await choose(page, 'Large letters');
    await page.reload();
    await expectMovingPicture(page);
    const text = 'यह पंक्ति बड़ी है';
    await eventually(async () => {
      await producer.send('caption:write', { lineId: randomUUID(), language: 'hi', text, final: true });
      return lines(page).getByText(text).first().isVisible();
    }, 'the line is read');
    expect(
      await lines(page)
        .first()
        .evaluate((line) => getComputedStyle(line).fontSize),
    ).toBe('30px');
  });

  test('are read at the same moment of the stage by WebRTC and by HLS', async () => {
    const late = await watching();
    await choose(late, 'Captions: हिन्दी');
    const session = await late.evaluate(() => localStorage.getItem('sammelan.session'));
    const hand = await server.somebody();
    hand.use(JSON.parse(session ?? '') as SessionView);
    await hand.enter(demoSlug);
    for (let times = 0; times < 2; times += 1)
      await hand.send('playback:report', { loss: 0.3, rttMs: 900, freezes: 4 });
    await late.locator('[data-shown=true] [data-current=true] video').waitFor();
    const begunAt = await ladder.begunAt();
    /** When the text was on this viewer's picture, in the stage's time. */
    const momentOf = (viewer: Page, words: string): Promise<number> =>
      viewer.evaluate(
        ([text, begun]) =>
          new Promise<number>((done) => {
            const look = (): void => {
              const shown = [...document.querySelectorAll('[data-captions] p')].some((one) => one.textContent === text);
              if (!shown) return void requestAnimationFrame(look);
              const film = document.querySelector<HTMLVideoElement>('[data-current=true] video');
              done(film ? Number(begun) + film.currentTime * 1000 : Date.now());
            };
            look();
          }),
        [words, begunAt] as const,
      );
    const spreads: number[] = [];
    // The nearest of a few: this machine may be busy while one of them comes.
    for (let time = 0; time < 8 && Math.min(Infinity, ...spreads) > spreadMs; time += 1) {
      const text = `एक साथ पढ़ी गई, ${time}`;
      const shown = Promise.all([momentOf(page, text), momentOf(late, text)]);
      const { at } = await producer.send('caption:write', { lineId: randomUUID(), language: 'hi', text, final: true });
      const [near, far] = await shown;
      // It was held back: the picture is seconds behind the stage.
      expect(Date.now() - at).toBeGreaterThan(2_000);
      spreads.push(Math.abs(near - far));
    }
    process.stdout.write(`captions: ${spreads.map(Math.round).join(', ')} ms between WebRTC and HLS\n`);
    expect(Math.min(...spreads)).toBeLessThan(spreadMs);
  });

  test('no page threw', () => {
    expect(browser.pageErrors).toEqual([]);
  });
});
