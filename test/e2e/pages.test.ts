import AxeBuilder from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
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

/** What axe finds, and what a reader would have to swipe sideways for. */
async function wrongWith(page: Page): Promise<string[]> {
  // Without preloading, which waits ten seconds for what an offline page cannot fetch.
  const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze();
  const wrong = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return overflow > 0 ? [...wrong, `${overflow} px wider than the screen`] : wrong;
}

describe('every page', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  }, 120_000);

  afterAll(() => world?.end());

  const check = (scenes: Scene[]) =>
    describe.each(visitors)('%s', (_name, visitor, other) => {
      it.each(scenes.map((scene) => [scene.name, scene] as const))('%s', async (_scene, scene) => {
        const page = await scene.open(world, visitor);
        try {
          const moved = await whatMoved(page);
          expect(scene.changes || moved.sum < seenShift ? [] : moved.elements).toEqual([]);
          expect(await wrongWith(page)).toEqual([]);
          await page.setViewportSize(other);
          expect(await wrongWith(page)).toEqual([]);
          expect(await page.getAttribute('html', 'lang')).toBe(visitor.locale?.slice(0, 2));
        } finally {
          await page.context().close();
        }
      });
    });

  describe('before the rally', () => check(quietScenes));

  describe('during the rally', () => {
    beforeAll(async () => {
      await world.goLive();
      await world.chat();
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
