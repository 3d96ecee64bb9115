import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { paintSpeaker } from '../e2e/painted-speaker.js';
import { TestBrowser } from '../support/browser.js';
import { liveRally } from '../support/live-rally.js';
import { demoSlug } from '../support/people.js';
import { PhoneLine } from '../support/phone-line.js';
import { ServerProcess } from '../support/server-process.js';
import type { Bench, Row } from './support/bench.js';

/** What a viewer may choose, as it is kept in their browser, and what it may cost. */
const modes = [
  { quality: '480p', name: '480p', target: '' },
  { quality: '240p', name: '240p', target: '; wanted: 150 kbit/s at most, 68 MB' },
  { quality: 'slides', name: 'sound and still pictures (HLS)', target: '; wanted: 20 MB at most' },
  { quality: 'audio', name: 'sound alone', target: '' },
];
/** The meter looks at the last minute. */
const settleMs = 15_000;
const hourMs = 3_600_000;

const bench: Bench = {
  about:
    'what an hour costs a viewer, by what they chose: bytes of IP packets to and from a browser in a network namespace of its ' +
    'own, counted on the line, over a minute, next to what the page’s own meter says; a painted speaker who moves and a ' +
    'microphone’s beeps.',
  async *run({ quick, only, say }): AsyncGenerator<Row> {
    // First: a server offers media on the addresses that there are when it starts.
    const line = await PhoneLine.open({ kbps: 8_000, oneWayMs: 20, lossPercent: 0 });
    const server = await ServerProcess.start({
      HOST: '0.0.0.0',
      MEDIA_LISTEN_IP: '0.0.0.0',
      FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg',
    });
    const browser = await TestBrowser.launch();
    try {
      (await liveRally(server, browser, paintSpeaker)).close();
      for (const { quality, name, target } of modes.filter((one) => only === null || one.name.includes(only))) {
        say(name);
        const origin = `http://${PhoneLine.host}:${new URL(server.url).port}`;
        const kept = { 'sammelan.language': 'en', 'sammelan.region-asked': 'yes', 'sammelan.quality': quality };
        const localStorage = Object.entries(kept).map(([key, value]) => ({ name: key, value }));
        const context = await line.browser.newContext({
          viewport: { width: 360, height: 640 },
          storageState: { cookies: [], origins: [{ origin, localStorage }] },
        });
        const page = await context.newPage();
        await page.goto(`${origin}/r/${demoSlug}`);
        await sleep(settleMs);
        const before = { ...bytesOf(line), meter: await metered(page), at: Date.now() };
        await sleep(quick ? 24_000 : 60_000);
        const after = { ...bytesOf(line), meter: await metered(page), at: Date.now() };
        await context.close();
        const hours = (after.at - before.at) / hourMs;
        const [down, up] = [(after.down - before.down) / 1e6 / hours, (after.up - before.up) / 1e6 / hours];
        yield {
          what: name,
          unit: 'MB an hour',
          figures: { sammelan: down + up },
          notes:
            `${down.toFixed(1)} down (${((down * 8e3) / 3600).toFixed(0)} kbit/s), ${up.toFixed(1)} up; the meter counted ` +
            `${((after.meter - before.meter) / hours).toFixed(1)}${target}`,
        };
      }
    } finally {
      await browser.close();
      await server.stop();
      await line.close();
    }
  },
};
export default bench;

const bytesOf = ({ down, up }: PhoneLine): { down: number; up: number } => ({ down, up });

/** Megabytes, as the page's own meter has them. */
async function metered(page: Page): Promise<number> {
  await page.getByRole('tab', { name: 'About' }).click();
  const text = await page.getByText(/MB, about/).innerText();
  return Number(/([\d.,]+) MB, about/.exec(text)?.[1]?.replace(',', ''));
}
