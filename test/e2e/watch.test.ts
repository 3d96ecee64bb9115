import { TestBrowser } from '../support/browser.js';
import { expectMovingPicture, mediaCounts } from '../support/media-counts.js';
import { eventually } from '../support/eventually.js';
import { axeProblems } from '../support/page-problems.js';
import { ServerProcess } from '../support/server-process.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug } from '../support/test-server.js';
import { storedMessages } from '../support/stored-messages.js';
import { CitizenPerson } from './citizen-person.js';
import { SpeakerPerson } from './speaker-person.js';

const desk = { viewport: { width: 1440, height: 900 } };

/**
 * As browsers do to who comes by a link (WHATWG HTML, media playback): nothing sounds before somebody touched the page.
 * The browser's own rule cannot be used, since each question that a test asks a page counts as a touch.
 */
const refuseSound = (): void => {
  let touched = false;
  addEventListener('pointerdown', () => (touched = true), { capture: true });
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    if (touched || this.muted) return play.call(this);
    return Promise.reject(new DOMException('play() failed: nobody touched the page', 'NotAllowedError'));
  };
};

/** The citizen's page by itself: what a first visit asks, what keys and moderators do, what happens without a network. */
describe("the citizen's page", () => {
  let server: ServerProcess;
  let browser: TestBrowser;
  let organiser: TestClient;
  let watch: string;
  let citizen: CitizenPerson;

  beforeAll(async () => {
    [server, browser] = await Promise.all([ServerProcess.start(), TestBrowser.launch()]);
    const links = await server.demoLinks();
    watch = links.watch;
    organiser = await server.withLink(links.organise);
    const { id } = await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    await organiser.post(`/api/rallies/${id}/state`, { to: 'live' });
  });

  afterAll(async () => {
    organiser?.close();
    await browser?.close();
    await server?.stop();
  });

  it('counts a citizen where their PIN code is', async () => {
    citizen = await CitizenPerson.arrive(browser, watch);
    const { page } = citizen;
    await page.getByRole('button', { name: 'Your area' }).click();
    await page.getByRole('textbox', { name: /PIN code/ }).fill('823001');
    await page.getByRole('button', { name: 'Gaya', exact: true }).click();
    await page.getByRole('button', { name: 'Gaya · 1' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Gaya · 1' }).waitFor();
  });

  it('has nothing that axe objects to, in either language, on a phone and a desk', async () => {
    expect(await axeProblems(citizen.page)).toEqual([]);
    const page = await browser.person({ ...desk, locale: 'hi-IN', colorScheme: 'dark' });
    await page.goto(watch);
    await page.getByRole('tab', { name: 'बातचीत' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('hi');
    expect(await axeProblems(page)).toEqual([]);
    await page.goto(new URL('/', watch).href);
    await page.getByRole('link', { name: /बिहार महासम्मेलन/ }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.context().close();
  });

  it('obeys the keys, and leaves them to whoever writes', async () => {
    const page = await browser.person(desk);
    await page.goto(watch);
    await page.getByRole('button', { name: 'Mute' }).waitFor();
    await page.keyboard.press('m');
    await page.getByRole('button', { name: 'Sound on' }).waitFor();
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Play live' }).waitFor();
    await page.keyboard.press('c');
    const field = page.getByRole('textbox', { name: 'Message' });
    await page.keyboard.type('mm f');
    expect(await field.inputValue()).toBe('mm f');
    await page.getByRole('button', { name: 'Play live' }).waitFor();
    await page.context().close();
  });

  it('tells of a raised hand that is asked on stage', async () => {
    const { page } = citizen;
    await page.getByRole('button', { name: 'Raise hand' }).click();
    await page.getByText('Your hand is up').waitFor();
    const { hands } = await organiser.send('stage:watch', {});
    await organiser.send('hand:invite', { identityId: hands[0]!.identityId });
    await page.getByRole('link', { name: 'Go to the stage' }).waitFor();
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('button', { name: 'Raise hand' }).waitFor();
  });

  it('asks a question, and sees it on screen once the organiser puts it there', async () => {
    const { page } = citizen;
    await page.getByRole('tab', { name: 'Questions' }).click();
    await page.getByRole('textbox', { name: 'Ask a question' }).fill('When is the road built?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('Waiting for the organisers').waitFor();
    const { questions } = await organiser.send('question:queue', {});
    const { id: questionId } = questions.find(({ text }) => text === 'When is the road built?')!;
    await organiser.send('question:approve', { questionId });
    await page.getByText('Waiting for the organisers').waitFor({ state: 'detached' });
    await organiser.send('question:show', { questionId });
    await page.getByRole('figure', { name: 'Question on screen' }).getByText('When is the road built?').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await organiser.send('question:answer', { questionId, text: 'In March' });
    await page.getByText('In March').waitFor();
    await organiser.send('question:show', { questionId: null });
    await page.getByRole('figure', { name: 'Question on screen' }).waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Chat' }).click();
  });

  it('keeps what was written without a network, and sends it once when there is one again', async () => {
    const { page } = citizen;
    await citizen.write('Before the tunnel', 'Viewer from Gaya');
    await page.context().setOffline(true);
    const field = page.getByRole('textbox', { name: 'Message' });
    await field.fill('From the tunnel');
    await field.press('Enter');
    await page.getByText('Sending…').waitFor();
    await page.getByText('You are offline').waitFor();
    await organiser.send('chat:send', { room: 'rally', clientId: crypto.randomUUID(), text: 'Meanwhile' });
    await page.context().setOffline(false);
    await page.getByText('Sending…').waitFor({ state: 'detached' });
    await citizen.message('Meanwhile').waitFor();
    const stored = await storedMessages(organiser, ({ text }) => text === 'From the tunnel');
    expect(stored.map(({ text }) => text)).toEqual(['Before the tunnel', 'Meanwhile', 'From the tunnel']);
    expect(await page.getByRole('listitem').filter({ hasText: 'From the tunnel' }).count()).toBe(1);
  });

  it('gives a moderator the tools beside each message, and nobody else', async () => {
    const { organise } = await server.demoLinks();
    const page = await browser.person();
    await page.goto(organise);
    await page.waitForURL(/\/console/);
    await page.goto(watch);
    expect(await citizen.page.getByRole('button', { name: /Moderate the message/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Moderate the message of Viewer from Gaya' }).last().click();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove message' }).click();
    await citizen.message('From the tunnel').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('asks for one tap where the browser refuses sound, and shows the picture meanwhile', async () => {
    const speaker = await SpeakerPerson.invited(browser, (await server.demoLinks()).speak);
    await speaker.enter();
    await speaker.expectGreenRoom();
    const seat = await eventually(
      async () => (await organiser.send('stage:watch', {})).seats.find(({ sources }) => sources.camera !== undefined),
      'the camera is there',
    );
    await organiser.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    const page = await browser.person(desk);
    await page.addInitScript(refuseSound);
    await page.goto(watch);
    const tap = page.getByRole('button', { name: 'Tap for sound' });
    await tap.waitFor();
    // A voice that nobody plays is not counted as heard.
    const before = await mediaCounts(page);
    await eventually(async () => (await mediaCounts(page)).framesDecoded > before.framesDecoded, 'the picture moves');
    await tap.click();
    await tap.waitFor({ state: 'detached' });
    await expectMovingPicture(page);
    await page.getByRole('button', { name: 'Mute' }).waitFor();
    // The picture takes the room beside it, and gives it back.
    const width = async () => (await page.locator('[data-status]').boundingBox())?.width ?? 0;
    const narrow = await width();
    await page.getByRole('button', { name: 'Wide picture' }).click();
    await eventually(async () => (await width()) > narrow, 'the picture is wider');
    await page.keyboard.press('c');
    await eventually(async () => (await width()) === narrow, 'the chat is beside it again');
    await page.context().close();
    await speaker.context.close();
  });

  it('threw nothing on any page', () => {
    expect(browser.pageErrors).toEqual([]);
  });
});
