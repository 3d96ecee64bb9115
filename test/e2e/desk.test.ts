import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { expectMovingPicture } from '../support/media-counts.js';
import { demoSlug } from '../support/people.js';
import { ServerProcess } from '../support/server-process.js';
import type { TestClient } from '../support/test-client.js';
import { CitizenPerson } from './citizen-person.js';
import { SpeakerPerson } from './speaker-person.js';

/** Keeps the players of voices where `heard` finds them: they are in no document. */
const keepPlayers = (): void => {
  const players: HTMLAudioElement[] = [];
  Object.assign(globalThis, { keptPlayers: players });
  const Native = globalThis.Audio;
  globalThis.Audio = class extends Native {
    constructor() {
      super();
      players.push(this);
    }
  };
};

/** A camera with a plug: `pluggedOut(true)` pulls it, as the browser tells it (W3C mediacapture-main: `ended`, `devicechange`). */
const plugCamera = (): void => {
  const media = navigator.mediaDevices;
  const [capture, enumerate] = [media.getUserMedia.bind(media), media.enumerateDevices.bind(media)];
  const cameras: MediaStreamTrack[] = [];
  let out = false;
  media.getUserMedia = async (constraints) => {
    if (out && constraints?.video) throw new DOMException('no such device', 'NotFoundError');
    const stream = await capture(constraints);
    cameras.push(...stream.getVideoTracks());
    return stream;
  };
  media.enumerateDevices = async () => (await enumerate()).filter(({ kind }) => !out || kind !== 'videoinput');
  const pluggedOut = (is: boolean): void => {
    out = is;
    for (const camera of is ? cameras.splice(0) : []) {
      camera.stop();
      camera.dispatchEvent(new Event('ended'));
    }
    media.dispatchEvent(new Event('devicechange'));
  };
  Object.assign(globalThis, { pluggedOut });
};
const plugOut = (page: Page, out: boolean): Promise<void> =>
  page.evaluate((is) => (globalThis as unknown as { pluggedOut: (is: boolean) => void }).pluggedOut(is), out);

/** How many voices sound on a page. */
const heard = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { keptPlayers } = globalThis as unknown as { keptPlayers: HTMLAudioElement[] };
    return keptPlayers.filter((player) => player.srcObject && !player.paused && !player.muted).length;
  });

/** A producer at the live desk, by clicks alone; what they do is seen on a citizen's and the speakers' pages. */
describe('the live desk', () => {
  let server: ServerProcess;
  let browser: TestBrowser;
  let organiser: TestClient;
  let rallyId: string;
  let desk: Page;
  let citizen: CitizenPerson;
  let speakers: SpeakerPerson[];

  const button = (name: string | RegExp, within: Page | Locator = desk) =>
    within.getByRole('button', { name, exact: typeof name === 'string' });
  const seat = (name: string) => desk.getByRole('listitem', { name, exact: true });
  const tab = (name: RegExp) => desk.getByRole('tab', { name });
  const choose = async (menu: string, item: string) => {
    await button(menu).click();
    await desk
      .getByRole('menuitem', { name: item })
      .or(desk.getByRole('menuitemradio', { name: item }))
      .click();
  };
  const message = (text: string) => desk.getByRole('listitem').filter({ hasText: text });
  const seen = (text: string | RegExp) => citizen.page.getByText(text).filter({ visible: true }).first().waitFor();
  const pictures = (count: number) =>
    eventually(
      async () => (await citizen.page.locator('figure video').count()) === count,
      `the citizen sees ${count} pictures`,
    );
  const inviteLink = async (role: string, label: string): Promise<string> =>
    (await organiser.post<{ url: string }>(`/api/rallies/${rallyId}/invites`, { role, label, regionPath: '/' })).url;
  const atDesk = async (link: string): Promise<Page> => {
    const page = await browser.person({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(keepPlayers);
    await page.goto(link);
    await page.waitForURL(/\/console/);
    await page.goto(`${server.url}/console/rallies/${rallyId}/desk`);
    await page.getByRole('heading', { name: 'Green room' }).waitFor();
    return page;
  };
  const download = async (act: () => Promise<void>): Promise<string> => {
    const [file] = await Promise.all([desk.waitForEvent('download'), act()]);
    return readFile(await file.path(), 'utf8');
  };

  beforeAll(async () => {
    [server, browser] = await Promise.all([ServerProcess.start(), TestBrowser.launch()]);
    const { organise, watch } = await server.demoLinks();
    organiser = await server.withLink(organise);
    rallyId = (await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id;
    desk = await atDesk(organise);
    citizen = await CitizenPerson.arrive(browser, watch, 'BR-GAYA');
    speakers = [];
    for (const name of ['Speaker', 'Second speaker']) {
      const speaker = await SpeakerPerson.invited(browser, await inviteLink('speaker', name), plugCamera);
      await speaker.enter();
      await speaker.expectGreenRoom();
      speakers.push(speaker);
    }
  }, 90_000);

  afterAll(async () => {
    organiser?.close();
    await browser?.close();
    await server?.stop();
  });

  it('goes live, and puts a waiting speaker on air', async () => {
    await button('Go live').click();
    await button('Go live', desk.getByRole('dialog')).click();
    await desk.getByText(/^LIVE 0:/).waitFor();
    await button('Put on air', seat('Speaker')).click();
    await speakers[0]!.expectOnAir();
    await seen('On air: Speaker');
    await expectMovingPicture(citizen.page);
  });

  it('says when a speaker’s camera was pulled out, and goes on when it is back', async () => {
    const { page } = speakers[0]!;
    await plugOut(page, true);
    await page.getByText('The camera went away').waitFor();
    await seat('Speaker').getByText('Camera is off').waitFor();
    await seen('Speaker, camera off');
    await plugOut(page, false);
    await pictures(1);
    await page.getByText('The camera went away').waitFor({ state: 'detached' });
    await expectMovingPicture(citizen.page);
  });

  it('tells a waiting speaker something, and takes it back', async () => {
    await choose('More for Second speaker', 'Say: You are next');
    const cue = speakers[1]!.page.getByText('You are next');
    await cue.waitFor();
    await button('Take back', seat('Second speaker')).click();
    await cue.waitFor({ state: 'detached' });
  });

  it('listens in on the green room, and nobody else does', async () => {
    await eventually(async () => (await heard(desk)) === 1, 'the desk hears who is on air');
    await choose('More for Second speaker', 'Listen in');
    await eventually(async () => (await heard(desk)) === 2, 'the desk hears the green room too');
    await choose('More for Second speaker', 'Stop listening in');
    await eventually(async () => (await heard(desk)) === 1, 'the desk hears who is on air only');
  });

  it('shows two side by side, and one in the corner of the other', async () => {
    await button('Show beside', seat('Second speaker')).click();
    await speakers[1]!.expectOnAir();
    await pictures(2);
    await button('Picture in picture').click();
    await citizen.page.locator('[data-seats="2"][class*=picture-in-picture]').waitFor();
    await pictures(2);
  });

  it('goes on with the other picture while one speaker is away', async () => {
    await speakers[1]!.page.close({ runBeforeUnload: false });
    await pictures(1);
    await seen('Second speaker will be right back');
    await seat('Second speaker')
      .getByText(/^Away\. Seat held/)
      .waitFor();
    await expectMovingPicture(citizen.page);
    await button('Take off air', seat('Second speaker')).click();
    await citizen.page.locator('[data-seats="1"]').waitFor();
    await pictures(1);
  });

  it('shows the slate, and comes back from it', async () => {
    await button('Slate').click();
    await seen('We will be right back');
    await speakers[0]!.expectGreenRoom();
    await button('One').click();
    await speakers[0]!.expectOnAir();
    await expectMovingPicture(citizen.page);
  });

  it('asks a raised hand on stage', async () => {
    await citizen.write('Greetings from Gaya', 'Viewer from Gaya');
    await button('Raise hand', citizen.page).click();
    await tab(/^Hands/).click();
    await button('Bring in: Viewer from Gaya').click();
    await seen('You are asked on stage');
    await button('Not now', citizen.page).click();
    await tab(/^Chat/).click();
  });

  it('asks a question and closes it, with the result as a file', async () => {
    await button('New poll').click();
    const editor = desk.getByRole('dialog');
    await editor.getByRole('textbox', { name: 'Question in English' }).fill('What first?');
    await editor.getByRole('textbox', { name: 'Answer 1 in English' }).fill('Roads');
    await editor.getByRole('textbox', { name: 'Answer 2 in English' }).fill('Schools');
    await button('Save the draft', editor).click();
    await button('Open to everyone').click();
    await citizen.answer('Schools');
    await desk.getByText('1 person has answered').waitFor();
    await button('Close').click();
    const csv = await download(() => button('Results as CSV').click());
    expect(csv).toContain('Schools');
    // One voter is too few to be shown by region.
    expect(csv).not.toContain('Gaya');
  });

  it('saves who was there, by area and by time', async () => {
    expect(await download(() => choose('Take the figures away', 'CSV by area'))).toContain('BR-GAYA');
    expect(await download(() => choose('Take the figures away', 'CSV with times'))).toContain('BR-GAYA');
  });

  it('pins a message, takes the pin away, removes the message', async () => {
    await message('Greetings from Gaya').click();
    await button('Pin for everyone', message('Greetings from Gaya')).click();
    const pin = citizen.page.getByRole('complementary').filter({ hasText: 'Greetings from Gaya' });
    await pin.waitFor();
    await button('Take the pin away', message('Greetings from Gaya')).click();
    await pin.waitFor({ state: 'detached' });
    await citizen.write('Unfair words', 'Viewer from Gaya');
    await message('Unfair words').click();
    await desk.keyboard.press('d');
    await citizen.message('Unfair words').waitFor({ state: 'detached' });
  });

  it('mutes, and lets write again', async () => {
    await message('Greetings from Gaya').click();
    await button('Mute Viewer from Gaya for 10 minutes', message('Greetings from Gaya')).click();
    await seen(/muted you until/);
    await tab(/^Kept out/).click();
    await button('Let write: Viewer from Gaya').click();
    await citizen.page.getByRole('textbox', { name: 'Message' }).waitFor();
    await tab(/^Chat/).click();
  });

  it('slows the chat down and pauses it', async () => {
    await choose('Slow: off', 'Slow: 30 s');
    await button('Slow: 30 s').waitFor();
    await seen(/one message every 30 seconds|you can write again in/);
    await choose('Slow: 30 s', 'Slow: off');
    await button('Pause').click();
    await seen(/paused/);
    await button('Pause').click();
    await citizen.page.getByRole('textbox', { name: 'Message' }).waitFor();
  });

  it('puts a notice up and takes it down', async () => {
    await desk.getByRole('textbox', { name: 'Notice for everyone' }).fill('Water is at the gate');
    await button('Put up').click();
    await seen('Water is at the gate');
    await button('Take down').click();
    await citizen.page.getByText('Water is at the gate').waitFor({ state: 'detached' });
  });

  it('lists its keys', async () => {
    await desk.keyboard.press('?');
    const sheet = desk.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Remove the message').waitFor();
    await desk.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
  });

  it('opens to a moderator what is theirs to do, and no more', async () => {
    const page = await atDesk(await inviteLink('moderator', 'Moderator'));
    await page.getByRole('listitem').filter({ hasText: 'Greetings from Gaya' }).click();
    await button('Remove message', page).first().waitFor();
    await page.getByRole('listitem', { name: 'Speaker', exact: true }).waitFor();
    for (const name of ['End the rally', 'New poll', 'Slate', 'Take off air', 'Put up', 'Take the figures away']) {
      expect([name, await button(name, page).count()]).toEqual([name, 0]);
    }
    await page.context().close();
  });

  it('bans, and lets in again', async () => {
    await message('Greetings from Gaya').click();
    await desk.keyboard.press('b');
    await desk.getByRole('dialog').getByRole('textbox', { name: 'Why' }).fill('Called for stones');
    await button('Ban Viewer from Gaya', desk.getByRole('dialog')).click();
    await seen('You cannot watch this rally');
    await tab(/^Kept out/).click();
    await desk.getByText('Why: Called for stones').waitFor();
    await button('Let in again: Viewer from Gaya').click();
    await desk.getByText('Nobody is kept out').waitFor();
    await citizen.page.reload();
    await expectMovingPicture(citizen.page);
    await tab(/^Chat/).click();
  });

  it('takes a speaker’s role away: the seat is gone at once', async () => {
    await desk.goto(`${server.url}/console/rallies/${rallyId}/people`);
    await button('Take the role away: Speaker').click();
    await button('Take the role away', desk.getByRole('dialog')).click();
    await speakers[0]!.page.getByText('Your invitation was withdrawn').waitFor();
    await seen('We will be right back');
    await desk.goto(`${server.url}/console/rallies/${rallyId}/desk`);
  });

  it('ends the rally for everyone', async () => {
    await button('End the rally').click();
    await button(/^End for/, desk.getByRole('dialog')).click();
    await seen('Thank you for being here');
  });

  it('threw nothing on any page', () => expect(browser.pageErrors).toEqual([]));
});
