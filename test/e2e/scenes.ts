import type { BrowserContextOptions, Page } from 'playwright-core';
import { captionLines, type World } from './world.js';

/** One page in one state, as somebody meets it. */
export interface Scene {
  name: string;
  /** Opens it for a visitor with these screen, language and colours; resolves when it stands still. */
  open: (world: World, visitor: BrowserContextOptions) => Promise<Page>;
}

/** The page says what it is about, and what is still to come has come: pictures, lists, the letters themselves. */
async function settle(page: Page): Promise<Page> {
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  return page;
}

const visit =
  (path: string | ((world: World) => string)): Scene['open'] =>
  async (world, visitor) => {
    const page = await world.visitor(visitor);
    await page.goto(new URL(typeof path === 'string' ? path : path(world), world.server.url).href);
    return settle(page);
  };

const console =
  (path: (world: World) => string): Scene['open'] =>
  async (world, visitor) => {
    const page = await world.visitor({ ...visitor, storageState: world.stateIn(visitor.locale) });
    await page.goto(`${world.server.url}/console${path(world)}`);
    return settle(page);
  };

const speak =
  (state: 'check' | 'green-room'): Scene['open'] =>
  async (world, visitor) => {
    const page = await world.speakerPage(visitor);
    await page.goto(await world.speakerLink('Second speaker'));
    await page.waitForURL(/\/speak\//);
    const enter = page.locator('button[type=submit]:enabled');
    await enter.waitFor();
    if (state === 'green-room') {
      await enter.click();
      await page.getByRole('group').getByRole('button').first().waitFor();
    }
    return settle(page);
  };

const live: Scene['open'] = async (world, visitor) => {
  const page = await visit(world.watchLink)(world, visitor);
  await page.locator('[data-status=playing] video').first().waitFor();
  return settle(page);
};

const toBooth = /^(Go to the booth|बूथ में जाएँ)$/;

/** A booth has four places, and this scene eight visitors: a booth each for those with the same screen and colours. */
const boothLanguage = ({ viewport, colorScheme }: BrowserContextOptions): string => {
  const [bright, dim] = (viewport?.width ?? 0) > 1000 ? ['bho', 'mai'] : ['mag', 'ur'];
  return colorScheme === 'dark' ? dim! : bright!;
};

const streams = console(({ rally }) => `/rallies/${rally.id}/streams`);

const desk: Scene['open'] = async (world, visitor) => {
  const page = await console(({ rally }) => `/rallies/${rally.id}/desk`)(world, visitor);
  await page.getByRole('group', { name: /^(What goes out|जो सबको दिख रहा है)$/ }).waitFor();
  return settle(page);
};

const replay: Scene['open'] = async (world, visitor) => {
  await world.recorded();
  const page = await visit(`${world.watchLink}#replay`)(world, visitor);
  await page.locator('[data-status=ready] video').first().waitFor();
  return settle(page);
};

/** Puts the poll aside that has slid up. */
const closePoll = (page: Page): Promise<void> => page.getByRole('button', { name: /^(Close|बंद करें)$/ }).click();

/** The citizen's page with the nth tab open. */
const watchTab =
  (nth: number): Scene['open'] =>
  async (world, visitor) => {
    const page = await live(world, visitor);
    await closePoll(page);
    await page.getByRole('tab').nth(nth).click();
    return settle(page);
  };

/** The desk with one of its parts in sight: a tab on a phone, some of them beside each other on a laptop. */
const deskPart =
  (name: RegExp): Scene['open'] =>
  async (world, visitor) => {
    const page = await desk(world, visitor);
    const tab = page.getByRole('tab', { name });
    if (await tab.count()) await tab.click();
    return settle(page);
  };

/** While nothing is live. */
export const quietScenes: Scene[] = [
  { name: 'home', open: visit('/') },
  { name: 'watch-waiting', open: visit(({ watchLink }) => watchLink) },
  { name: 'watch-first-visit', open: (world, visitor) => visit(world.watchLink)(world, { ...visitor, ...nobody }) },
  { name: 'watch-missing', open: visit('/r/no-such-rally') },
  { name: 'join-broken', open: visit('/join#broken') },
  {
    name: 'join-phone',
    open: async (world, visitor) => {
      const url = await world.link('speaker', 'Speaker', { phone: '98123 45678' });
      const page = await visit(url)(world, visitor);
      await page.locator('input[type=tel]').waitFor();
      return settle(page);
    },
  },
  { name: 'claim', open: visit('/claim') },
  { name: 'sign-in', open: visit('/signin') },
  { name: 'speak-refused', open: visit(({ rally }) => `/speak/${rally.slug}`) },
  { name: 'speak-check', open: speak('check') },
  {
    name: 'interpret-check',
    open: async (world, visitor) => {
      const page = await world.visitor(visitor);
      await page.goto(await world.link('interpreter', 'Interpreter', { language: 'bho' }));
      await page.waitForURL(/\/interpret\//);
      await page.getByRole('button', { name: toBooth }).waitFor();
      return settle(page);
    },
  },
  { name: 'console-rallies', open: console(() => '') },
  { name: 'console-new', open: console(() => '/new') },
  { name: 'console-details', open: console(({ rally }) => `/rallies/${rally.id}`) },
  { name: 'console-invites', open: console(({ rally }) => `/rallies/${rally.id}/invites`) },
  { name: 'console-streams-empty', open: streams },
  { name: 'console-people', open: console(({ rally }) => `/rallies/${rally.id}/people`) },
  { name: 'console-record', open: console(({ rally }) => `/rallies/${rally.id}/record`) },
  { name: 'desk-idle', open: desk },
  { name: 'console-regions', open: console(() => '/regions') },
  { name: 'console-powers', open: console(() => '/powers') },
  { name: 'console-all-records', open: console(() => '/record') },
  { name: 'console-rules', open: console(() => '/rules') },
  { name: 'console-organisation', open: console(() => '/organisation') },
  { name: 'console-account', open: console(() => '/account') },
];

/** While a rally is live, with a chat and a poll under way. */
export const liveScenes: Scene[] = [
  { name: 'home-live', open: visit('/') },
  {
    name: 'watch-live',
    open: async (world, visitor) => {
      const page = await live(world, visitor);
      await closePoll(page);
      return settle(page);
    },
  },
  {
    name: 'watch-poll',
    open: async (world, visitor) => {
      const page = await live(world, visitor);
      await page.getByRole('radio').first().waitFor();
      return settle(page);
    },
  },
  {
    name: 'watch-offline',
    open: async (world, visitor) => {
      const page = await live(world, visitor);
      await page.context().setOffline(true);
      await page.waitForTimeout(4_000);
      return page;
    },
  },
  {
    name: 'watch-captions',
    open: async (world, visitor) => {
      const page = await world.visitor(visitor);
      await page.addInitScript(() => localStorage.setItem('sammelan.captions', 'hi'));
      await page.goto(world.watchLink);
      await page.locator('[data-status=playing] video').first().waitFor();
      await closePoll(page);
      await page.waitForTimeout(1_500);
      await world.caption(2);
      await page.locator('[data-captions] p').nth(1).waitFor();
      await page.getByRole('button', { name: /^(Captions|कैप्शन)$/ }).hover();
      return page;
    },
  },
  {
    name: 'caption-write',
    open: async (world, visitor) => {
      const page = await world.visitor(visitor);
      await page.goto(await world.link('captioner', 'Volunteer'));
      await page.waitForURL(/\/caption\//);
      await page.locator('video').first().waitFor();
      await page.getByRole('combobox').selectOption('hi');
      const field = page.getByRole('textbox');
      for (const line of captionLines) {
        await field.fill(line);
        await field.press('Enter');
      }
      await page.locator('[data-captions] p').nth(1).waitFor();
      return settle(page);
    },
  },
  {
    name: 'interpret-booth',
    open: async (world, visitor) => {
      const page = await world.visitor(visitor);
      await page.goto(await world.link('interpreter', 'Interpreter', { language: boothLanguage(visitor) }));
      await page.getByRole('button', { name: toBooth }).click();
      await page.locator('video').first().waitFor();
      return settle(page);
    },
  },
  { name: 'speak-green-room', open: speak('green-room') },
  {
    name: 'desk-live',
    open: async (world, visitor) => {
      const page = await desk(world, visitor);
      await page.waitForFunction(() => [...document.querySelectorAll('video')].some((video) => video.readyState >= 2));
      return settle(page);
    },
  },
  {
    name: 'console-streams',
    open: async (world, visitor) => {
      await world.encoders();
      return streams(world, visitor);
    },
  },
  {
    name: 'console-streams-key',
    open: async (world, visitor) => {
      const page = await streams(world, visitor);
      await page
        .getByRole('button', { name: /^(Make a stream key|स्ट्रीम कोड बनाएँ)$/ })
        .first()
        .click();
      await page
        .getByRole('textbox')
        .first()
        .fill(`Booth ${Math.ceil(Math.random() * 9999)}`);
      await page.getByRole('button', { name: /^(Make the key|कोड बनाएँ)$/ }).click();
      await page.getByRole('button', { name: /^(I have copied it|मैंने कॉपी कर लिया)$/ }).waitFor();
      return settle(page);
    },
  },
  {
    name: 'desk-sending-on',
    open: async (world, visitor) => {
      await world.encoders();
      return desk(world, visitor);
    },
  },
];

/** What a tap away is, while a rally is live: too many for every test run to look at. */
export const closerScenes: Scene[] = [
  {
    name: 'console-caption-key',
    open: async (world, visitor) => {
      const page = await streams(world, visitor);
      await page
        .getByRole('button', { name: /^(Make a caption key|कैप्शन की चाबी बनाएँ)$/ })
        .first()
        .click();
      await page.getByRole('textbox').first().fill('Captioning service');
      await page.getByRole('button', { name: /^(Make the key|चाबी बनाएँ)$/ }).click();
      const done = page.getByRole('button', { name: /^(I have copied it|मैंने कॉपी कर लिया)$/ });
      await done.scrollIntoViewIfNeeded();
      return settle(page);
    },
  },
  {
    name: 'desk-captions',
    open: async (world, visitor) => {
      await world.caption(2);
      const page = await desk(world, visitor);
      await page.getByRole('button', { name: /^(Captions|कैप्शन)$/ }).click();
      return settle(page);
    },
  },
  {
    name: 'desk-interpretation',
    open: async (world, visitor) => {
      const page = await desk(world, visitor);
      await page.getByRole('button', { name: /^(Interpretation|अनुवाद)$/ }).click();
      return settle(page);
    },
  },
  {
    name: 'desk-slides',
    open: async (world, visitor) => {
      const page = await desk(world, visitor);
      await page.getByRole('button', { name: /^(Slides|स्लाइड)$/ }).click();
      await page.locator('input[type=file]').last().setInputFiles('docs/screenshots/watch-live-en-laptop-dark.jpg');
      await page
        .getByRole('button', { name: /^(Show|दिखाएँ)$/ })
        .last()
        .click();
      return settle(page);
    },
  },
  { name: 'watch-questions', open: watchTab(2) },
  { name: 'watch-about', open: watchTab(3) },
  {
    name: 'watch-audio-only',
    open: async (world, visitor) => {
      const page = await live(world, visitor);
      await closePoll(page);
      await page.locator('[data-status=playing]').hover();
      await page.getByRole('button', { name: /^(Picture quality|तस्वीर)/ }).click();
      await page.getByRole('menuitemradio').last().click();
      return settle(page);
    },
  },
  {
    name: 'watch-quality',
    open: async (world, visitor) => {
      const page = await live(world, visitor);
      await closePoll(page);
      await page.locator('[data-status=playing]').hover();
      await page.getByRole('button', { name: /^(Picture quality|तस्वीर)/ }).click();
      return page;
    },
  },
  {
    name: 'watch-area',
    open: async (world, visitor) => {
      const page = await live(world, visitor);
      await closePoll(page);
      await page.locator('header button').last().click();
      await page.getByRole('dialog').waitFor();
      return settle(page);
    },
  },
  {
    name: 'watch-name',
    open: async (world, visitor) => {
      const page = await live(world, visitor);
      await closePoll(page);
      await page.getByRole('textbox').last().fill('नमस्ते!');
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: /^(Your name|आपका नाम)/ }).waitFor();
      return settle(page);
    },
  },
  {
    name: 'watch-report',
    open: async (world, visitor) => {
      const page = await live(world, visitor);
      await closePoll(page);
      await page
        .getByRole('button', { name: /^Report|शिकायत करें$/ })
        .last()
        .click();
      await page.getByRole('dialog').waitFor();
      return settle(page);
    },
  },
  {
    name: 'console-new-invite',
    open: async (world, visitor) => {
      const page = await console(({ rally }) => `/rallies/${rally.id}/invites`)(world, visitor);
      await page.getByRole('button', { name: /^(New invite|नया न्योता)$/ }).click();
      await page.getByRole('button', { name: /^(Make the link|लिंक बनाएँ)$/ }).click();
      return settle(page);
    },
  },
  {
    name: 'console-give-role',
    open: async (world, visitor) => {
      const page = await console(() => '/powers')(world, visitor);
      await page
        .getByRole('button', { name: /^(Give a role|काम दें)/ })
        .first()
        .click();
      return settle(page);
    },
  },
  {
    name: 'desk-new-poll',
    open: async (world, visitor) => {
      const page = await deskPart(/^(Polls|राय)/)(world, visitor);
      await page.getByRole('button', { name: /^(New poll|नई राय)$/ }).click();
      await page.getByRole('dialog').waitFor();
      return settle(page);
    },
  },
  {
    name: 'desk-message',
    open: async (world, visitor) => {
      const page = await deskPart(/^(Chat|चैट)/)(world, visitor);
      await page.locator('li[data-seq]').last().click();
      return settle(page);
    },
  },
  { name: 'desk-chat', open: deskPart(/^(Chat|चैट)/) },
  { name: 'desk-hold', open: deskPart(/^(Hold|रुके संदेश)/) },
  { name: 'desk-questions', open: deskPart(/^(Questions|सवाल)/) },
  { name: 'desk-hands', open: deskPart(/^(Hands|हाथ)/) },
  { name: 'desk-polls', open: deskPart(/^(Polls|राय)/) },
  { name: 'desk-crowd', open: deskPart(/^(Areas|इलाक़े)/) },
  { name: 'desk-people', open: deskPart(/^(Kept out|रोके गए)/) },
  {
    name: 'desk-offline',
    open: async (world, visitor) => {
      const page = await desk(world, visitor);
      await page.context().setOffline(true);
      await page.waitForTimeout(4_000);
      return page;
    },
  },
  {
    name: 'desk-end',
    open: async (world, visitor) => {
      const page = await desk(world, visitor);
      await page.getByRole('button', { name: /^(End the rally|End for|रैली ख़त्म)/ }).click();
      await page.getByRole('dialog').waitFor();
      return settle(page);
    },
  },
];

/** While the chat holds words longer than a line. */
export const crowdedScenes: Scene[] = [
  { name: 'watch-long-words', open: watchTab(0) },
  { name: 'desk-long-words', open: deskPart(/^(Chat|चैट)/) },
];

/** After the end. */
export const endedScenes: Scene[] = [
  { name: 'watch-ended', open: visit(({ watchLink }) => watchLink) },
  { name: 'console-ended', open: console(({ rally }) => `/rallies/${rally.id}`) },
  { name: 'console-recording', open: console(({ rally }) => `/rallies/${rally.id}/recording`) },
];

/** After the end of a rally that was recorded: these want a server with ffmpeg. */
export const replayScenes: Scene[] = [
  {
    name: 'watch-replay',
    open: replay,
  },
  {
    name: 'watch-replay-polls',
    open: async (world, visitor) => {
      const page = await replay(world, visitor);
      await page.getByRole('button', { name: /^(.+)(Poll|राय):/ }).click();
      await page.getByRole('tab').nth(2).click();
      return settle(page);
    },
  },
];

const nobody: BrowserContextOptions = { storageState: { cookies: [], origins: [] } };
