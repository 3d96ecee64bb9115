import { resolve } from 'node:path';
import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { HlsLadders } from '@sammelan/server/playback/hls-ladders.service.js';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { Ladder } from '../support/ladder.js';
import { expectMovingPicture } from '../support/media-counts.js';
import { beginWatching, keepElements, seen } from '../support/watch-gaps.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';
import { SpeakerPerson } from './speaker-person.js';

const poor = { loss: 0.3, rttMs: 900, freezes: 4 };
/** What the product promises for a crossing; both ways are under way at once, so a loaded machine does not add to it. */
const gapMs = 1_000;
/** Stream time between the moment of an event and the picture it is shown with. */
const spreadMs = 300;

describe('two ways to watch, one player', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let producer: TestClient;
  let ladder: Ladder;
  let rallyId: string;
  let slideUrl: string;
  let page: Page;
  /** The viewer's other hand: says on a socket of its own what their browser would. */
  let viewer: TestClient;

  beforeAll(async () => {
    [server, browser, ladder] = await Promise.all([
      TestServer.start({ WEB_DIR: resolve('web/dist'), FFMPEG_BIN: 'off' }),
      TestBrowser.launch(),
      Ladder.begin(),
    ]);
    producer = await server.organiser();
    await producer.send('rally:move', { to: 'live' });
    const { id } = await producer.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    slideUrl = `/hls/${id}/slide.webp`;
    rallyId = id;
    server.get(HlsLadders).put(id, { ...ladder.view, slideUrl });
    server.get(HlsLadders).pictures = { ffmpeg: 'ffmpeg', newest: () => ladder.picture };
    const speaker = await SpeakerPerson.invited(browser, (await server.demoLinks()).speak);
    await speaker.enter();
    const seat = await eventually(
      async () => (await producer.send('stage:watch', {})).seats.find(({ sources }) => sources.camera !== undefined),
      'the camera is there',
      15_000,
      250,
    );
    await producer.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    page = await browser.person({ viewport: { width: 1000, height: 700 } });
    await page.addInitScript(keepElements);
    await ladder.serve(page);
    await page.goto((await server.demoLinks()).watch);
    await expectMovingPicture(page);
    const kept = await page.evaluate(() => localStorage.getItem('sammelan.session'));
    viewer = await server.somebody();
    viewer.use(JSON.parse(kept ?? '') as SessionView);
    await viewer.enter(demoSlug);
    // Server, browser, speaker and ffmpeg start beside whatever else runs here.
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await ladder?.end();
  });

  const film = () => page.locator('[data-shown=true] [data-current=true] video');
  const filmGone = () => page.locator('[data-shown]').waitFor({ state: 'detached' });
  const slider = () => page.getByRole('slider', { name: 'Place in the rally' });
  const crossing = async (act: () => Promise<unknown>, until: () => Promise<unknown>) => {
    await beginWatching(page);
    await act();
    await until();
    // The former way is taken down right after: what that costs counts too.
    await page.waitForTimeout(1_500);
    return seen(page);
  };

  test('whose network is poor goes to HLS, and picture and sound go on', async () => {
    const { pictureGapMs, soundGapMs, frames } = await crossing(
      async () => {
        await viewer.send('playback:report', poor);
        await viewer.send('playback:report', poor);
      },
      () => film().waitFor(),
    );
    expect(frames).toBeGreaterThan(20);
    expect(pictureGapMs).toBeLessThan(gapMs);
    expect(soundGapMs).toBeLessThan(gapMs);
    expect(await film().evaluate((video) => (video as HTMLVideoElement).muted)).toBe(false);
    await expect(viewer.sendRaw('playback:prefer', { quality: 'auto' })).resolves.toMatchObject({ ok: false });
  });

  test('sees a poll when the picture of that moment is there', async () => {
    const begunAt = await ladder.begunAt();
    const spreads: number[] = [];
    // The nearest of a few: this machine may be busy while one of them comes.
    for (let time = 0; time < 8 && Math.min(Infinity, ...spreads.map(Math.abs)) > spreadMs; time += 1) {
      const question = `In step, ${time}?`;
      const shown = page.evaluate((words) => {
        const isThere = () => document.body.textContent?.includes(words);
        return new Promise<number>((resolve) => {
          const look = () => {
            if (!isThere()) return;
            observer.disconnect();
            const video = document.querySelector<HTMLVideoElement>('[data-current=true] video');
            resolve(video?.currentTime ?? 0);
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        });
      }, question);
      const draft = { en: question };
      const options = [{ en: 'Yes' }, { en: 'No' }];
      const { id: pollId } = await producer.send('poll:draft', {
        kind: 'single',
        question: draft,
        options,
        results: 'live',
        changeable: true,
      });
      const { openedAt } = await producer.send('poll:open', { pollId });
      const streamTime = begunAt + (await shown) * 1000;
      spreads.push(streamTime - Date.parse(openedAt ?? ''));
      // It was held back: the picture is seconds behind the stage.
      expect(Date.now() - Date.parse(openedAt ?? '')).toBeGreaterThan(2_000);
      await producer.send('poll:close', { pollId });
    }
    expect(Math.min(...spreads.map(Math.abs))).toBeLessThan(spreadMs);
  });

  test('whose hand is up comes back to WebRTC, and picture and sound go on', async () => {
    const { pictureGapMs, soundGapMs } = await crossing(() => viewer.send('hand:raise', {}), filmGone);
    expect(pictureGapMs).toBeLessThan(gapMs);
    expect(soundGapMs).toBeLessThan(gapMs);
    await expectMovingPicture(page);
  });

  test('back to the beginning, a pause there, and live again', async () => {
    await slider().hover();
    const { pictureGapMs } = await crossing(
      () => page.getByRole('button', { name: 'From the start' }).click(),
      () => film().waitFor(),
    );
    expect(pictureGapMs).toBeLessThan(gapMs);
    await page.getByText('Earlier', { exact: true }).waitFor();
    const place = () => film().evaluate((video) => (video as HTMLVideoElement).currentTime);
    expect(Number(await slider().inputValue())).toBeLessThan(5);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    const stood = await place();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await eventually(async () => (await place()) > stood, 'it goes on from there');
    expect(await place()).toBeLessThan(stood + 8);
    await slider().hover();
    await page.getByRole('button', { name: 'Back to live' }).click();
    await filmGone();
    await expectMovingPicture(page);
  });

  test('sound and still pictures: no picture is fetched, the meter counts, and the choice is remembered', async () => {
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    const choose = async (name: string) => {
      await slider().hover();
      await page.getByRole('button', { name: 'Picture quality' }).click();
      await page.getByRole('menuitemradio', { name }).click();
    };
    await choose('Sound and still pictures');
    await film().waitFor({ state: 'attached' });
    await page.getByText(/Sound and still pictures · [\d.,]+ MB an hour/).waitFor();
    await eventually(() => fetched.filter((path) => /sound-\d+\.m4s$/.test(path)).length > 2, 'the sound comes');
    const slide = page.getByRole('img', { name: 'A still picture of the stage' });
    await slide.waitFor();
    expect(await slide.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(360);
    expect(fetched.filter((path) => /(?:low|mid)(?:-\d+\.m4s|\.m3u8)$/.test(path))).toEqual([]);
    expect(await page.evaluate(() => localStorage.getItem('sammelan.quality'))).toBe('slides');
    await choose('Auto');
    await filmGone();
    await expectMovingPicture(page);
  });

  test('an address that is signed anew is gone over to without a new beginning', async () => {
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    const sign = (part: string) => {
      const signed = (path: string) => path.replace('/test-ladder/', `/test-ladder/~${part}/`);
      server.get(HlsLadders).put(rallyId, {
        ...{ url: signed(ladder.view.url), fullUrl: signed(ladder.view.fullUrl), voiceUrl: null, slideUrl },
      });
    };
    const segmentsUnder = (part: string) =>
      fetched.filter((path) => path.includes(`/~${part}/`) && path.endsWith('.m4s'));
    await slider().hover();
    await page.getByRole('button', { name: 'Picture quality' }).click();
    await page.getByRole('menuitemradio', { name: 'Sound and still pictures' }).click();
    await film().waitFor({ state: 'attached' });
    const mark = (text: string) => film().evaluate((video, text) => video.setAttribute('data-test', text), text);
    const marked = () => film().getAttribute('data-test');
    await mark('of an address without');
    sign('one');
    await eventually(async () => (await marked()) === null, 'the signed address is played', 30_000);
    await mark('the same');
    await beginWatching(page);
    sign('two');
    await eventually(() => segmentsUnder('two').length > 2, 'the next signature is used', 30_000);
    expect((await seen(page)).soundGapMs).toBeLessThan(gapMs);
    expect(await marked()).toBe('the same');
  });

  test('no page threw', () => {
    expect(browser.pageErrors).toEqual([]);
  });
});
