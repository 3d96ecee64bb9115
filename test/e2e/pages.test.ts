import type { BrowserContextOptions, Page } from 'playwright-core';
import { pageProblems } from '../support/page-problems.js';
import { endedScenes, liveScenes, quietScenes, type Scene } from './scenes.js';
import { World } from './world.js';

const phone = { width: 360, height: 640 };
const laptop = { width: 1280, height: 800 };
/** Each language, each look; a page is opened on the first screen and then turned into the second. */
const visitors: [name: string, visitor: BrowserContextOptions, other: typeof phone][] = [
  ['English, light', { locale: 'en-IN', viewport: phone, colorScheme: 'light' }, laptop],
  ['Hindi, dark', { locale: 'hi-IN', viewport: laptop, colorScheme: 'dark' }, phone],
];

/** Less than this nobody sees: a letter's breadth somewhere. */
const seenShift = 0.01;

interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

/** What moved by itself while the page loaded (W3C layout-instability); what a tap moves does not count. */
const whatMoved = (page: Page): Promise<{ sum: number; elements: string[] }> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const moved = { sum: 0, elements: [] as string[] };
        new PerformanceObserver((list) => {
          for (const { value, hadRecentInput, sources } of list.getEntries() as unknown as LayoutShift[]) {
            if (hadRecentInput) continue;
            moved.sum += value;
            moved.elements.push(...sources.map(({ node }) => (node as Element)?.outerHTML?.slice(0, 90) ?? '?'));
          }
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(moved), 100);
      }),
  );

describe('every page', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  }, 120_000);

  afterAll(() => world?.end());

  const look = async (scene: Scene, [, visitor, other]: (typeof visitors)[number]): Promise<string[]> => {
    const page = await scene.open(world, visitor);
    try {
      const moved = await whatMoved(page);
      const shifts = moved.sum < seenShift ? [] : moved.elements.map((html) => `moved: ${html}`);
      const wrong = [...shifts, ...(await pageProblems(page))];
      await page.setViewportSize(other);
      wrong.push(...(await pageProblems(page)));
      const language = await page.getAttribute('html', 'lang');
      return language === visitor.locale?.slice(0, 2) ? wrong : [...wrong, `is in ${language}`];
    } finally {
      await page.context().close();
    }
  };

  /** Both visitors look at the same time: most of it is one page's own work, and machines have more than one core. */
  const check = (scenes: Scene[]) =>
    it.each(scenes.map((scene) => [scene.name, scene] as const))('%s', async (_name, scene) => {
      const found = await Promise.all(
        visitors.map(async (visitor) => [visitor[0], await look(scene, visitor)] as const),
      );
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(visitors.map(([name]) => [name, []])));
    });

  describe('before the rally', () => check(quietScenes));

  describe('during the rally', () => {
    beforeAll(async () => {
      await world.goLive();
      await world.chat();
      await world.hands();
      await world.poll();
    }, 60_000);
    check(liveScenes);
  });

  describe('after the rally', () => {
    beforeAll(async () => {
      await world.organiser.post(`/api/rallies/${world.rally.id}/state`, { to: 'ended' });
    });
    check(endedScenes);
  });

  it('threw nothing', () => expect(world.browser.pageErrors).toEqual([]));
});
