import type { Page } from 'playwright-core';
import { hostileNumber } from './hostile-texts.js';

/** What hostile texts did in the pages that are watched. */
export interface Harm {
  /** Numbers of texts that ran. */
  ran: string[];
  /** What the pages' policy stopped: a try that should not have been. */
  tried: string[];
}

/**
 * Makes a page note whatever runs, whatever its policy stops, and the numbers of the hostile texts that it has shown; and
 * gives `shownIn` the means to ask for these.
 */
export async function watchPage(page: Page, harm: Harm): Promise<Page> {
  await page.exposeBinding('noteRun', (_, what: unknown) => void harm.ran.push(String(what)));
  await page.exposeBinding('noteTry', (_, what: string) => void harm.tried.push(what));
  await page.addInitScript((pattern) => {
    const own = globalThis as unknown as Record<string, (what?: unknown) => unknown>;
    for (const name of ['xss', 'alert', 'confirm', 'prompt', 'print']) own[name] = (what) => own['noteRun']?.(what);
    addEventListener('securitypolicyviolation', (event) => {
      void own['noteTry']?.(`${event.violatedDirective} ${event.sample} ${event.blockedURI}`);
    });
    const shown = new Set<string>();
    const note = (text: string | null | undefined): void => {
      for (const [, number] of (text ?? '').matchAll(new RegExp(pattern, 'g'))) shown.add(number!);
    };
    const noteAll = (node: Node): void => {
      note(node.textContent);
      if (!(node instanceof Element)) return;
      for (const one of [node, ...node.querySelectorAll('*')]) for (const { value } of one.attributes) note(value);
    };
    new MutationObserver((changes) => {
      for (const { target, addedNodes, attributeName } of changes) {
        for (const node of addedNodes) noteAll(node);
        if (attributeName !== null) note((target as Element).getAttribute(attributeName));
        if (target instanceof Text) note(target.data);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    own['shownTexts'] = () => {
      for (const field of document.querySelectorAll<HTMLTextAreaElement>('input, textarea')) note(field.value);
      return [...shown];
    };
    own['untilShown'] = async (number) => {
      const deadline = performance.now() + 5000;
      while (!shown.has(String(number)) && performance.now() < deadline)
        await new Promise((next) => setTimeout(next, 4));
    };
    // What is kept for ten seconds is asked for again at once: time goes by, and the page comes to the front.
    const now = Date.now.bind(Date);
    let ahead = 0;
    Date.now = () => now() + ahead;
    own['comeBackLater'] = () => {
      ahead += 60_000;
      window.dispatchEvent(new Event('visibilitychange'));
    };
  }, hostileNumber.source);
  page.on('dialog', (dialog) => {
    harm.ran.push(dialog.message());
    void dialog.dismiss();
  });
  return page;
}

/** Numbers of the hostile texts that were in the page since it was loaded. */
export const shownIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { shownTexts: () => string[] }).shownTexts());

/** The page asks anew for everything that it shows. */
export const comeBackLater = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as { comeBackLater: () => void }).comeBackLater());

/** Waits until the text with this number is in the page; five seconds at most. */
export const untilShown = (page: Page, number: string): Promise<void> =>
  page.evaluate(
    (one) => (globalThis as unknown as { untilShown: (n: string) => Promise<void> }).untilShown(one),
    number,
  );
