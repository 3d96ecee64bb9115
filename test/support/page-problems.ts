import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Nothing longer keeps a reading waiting: a countdown's bar, what turns for ever. */
const longestFadeMs = 2000;

/** Resolves when nothing fades or slides any more: what does has not its own colours yet. */
const stillness = (page: Page): Promise<void> =>
  page.evaluate(async (longestMs) => {
    for (let round = 0; round < 5; round += 1) {
      const fading = document
        .getAnimations()
        .filter(
          ({ playState, effect }) =>
            playState === 'running' && Number(effect?.getComputedTiming().endTime) <= longestMs,
        );
      if (fading.length === 0) return;
      await Promise.all(fading.map(({ finished }) => finished.catch(() => undefined)));
    }
  }, longestFadeMs);

/**
 * What axe finds wrong, each with its elements. In the page itself, once it is there for every reading; violations only, and
 * without preloading, which waits ten seconds for what an offline page cannot fetch.
 */
export async function axeProblems(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  await stillness(page);
  return page.evaluate(async () => {
    const here = globalThis as unknown as { axe: typeof axe };
    const { violations } = await here.axe.run(document, { preload: false, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** What axe finds, and what a reader would have to swipe sideways for. */
export async function pageProblems(page: Page): Promise<string[]> {
  const wrong = await axeProblems(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return overflow > 0 ? [...wrong, `${overflow} px wider than the screen`] : wrong;
}
