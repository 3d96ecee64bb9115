import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * What axe finds wrong, each with its elements. In the page itself (the usual way opens a second page for every reading),
 * looking for violations only, and without preloading, which waits ten seconds for what an offline page cannot fetch.
 */
export async function axeProblems(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ preload: false, resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** What axe finds, and what a reader would have to swipe sideways for. */
export async function pageProblems(page: Page): Promise<string[]> {
  const wrong = await axeProblems(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return overflow > 0 ? [...wrong, `${overflow} px wider than the screen`] : wrong;
}
