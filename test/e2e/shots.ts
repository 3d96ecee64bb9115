// Makes a picture of every page, in every state, language, look and screen, from the running product.
// npm run shots [-- word …]: only scenes whose name holds one of the words. Into .data/shots; the README's into docs/screenshots.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { paintSpeaker } from './painted-speaker.js';
import {
  closerScenes,
  crowdedScenes,
  endedScenes,
  liveScenes,
  quietScenes,
  replayScenes,
  type Scene,
} from './scenes.js';
import { World } from './world.js';

const folder = join('.data', 'shots');
const readmeFolder = join('docs', 'screenshots');
const words = process.argv.slice(2);

const languages = { en: 'en-IN', hi: 'hi-IN' };
const screens = { phone: { width: 360, height: 640 }, laptop: { width: 1440, height: 900 } };
const looks = ['light', 'dark'] as const;

/** What the README shows: scene, language, screen and look. */
const best = new Set([
  'watch-live-hi-phone-light',
  'watch-poll-en-phone-dark',
  'watch-live-en-laptop-dark',
  'speak-green-room-hi-phone-dark',
  'desk-live-en-laptop-light',
]);

const sharpness = ({ viewport }: BrowserContextOptions): number => ((viewport?.width ?? 0) > 1000 ? 1.5 : 2);

/** More pixels for the README, so that letters are sharp; JPEG, so that the repository stays small. */
async function shoot(world: World, scene: Scene, name: string, visitor: BrowserContextOptions): Promise<void> {
  const forReadme = best.has(name);
  const page = await scene.open(world, { ...visitor, deviceScaleFactor: forReadme ? sharpness(visitor) : 1 });
  await page.screenshot({ path: join(folder, `${name}.png`) });
  if (forReadme) await page.screenshot({ path: join(readmeFolder, `${name}.jpg`), type: 'jpeg', quality: 72 });
  await page.context().close();
}

/** Languages and looks of a scene at the same time: each waits for its own page, mostly. */
async function shootAll(world: World, scenes: readonly Scene[]): Promise<void> {
  for (const scene of scenes.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))) {
    for (const [screen, viewport] of Object.entries(screens)) {
      await world.freshState();
      const visitors = Object.entries(languages).flatMap(([language, locale]) =>
        looks.map((colorScheme) => ({ language, locale, colorScheme })),
      );
      await Promise.all(
        visitors.map(async ({ language, locale, colorScheme }) => {
          const name = `${scene.name}-${language}-${screen}-${colorScheme}`;
          await shoot(world, scene, name, { locale, viewport, colorScheme }).catch((error: Error) => {
            process.exitCode = 1;
            process.stderr.write(`${name}: ${error.message}\n`);
          });
        }),
      );
    }
    process.stdout.write(`${scene.name}\n`);
  }
}

await mkdir(folder, { recursive: true });
await mkdir(readmeFolder, { recursive: true });
const world = await World.begin(paintSpeaker, {
  FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg',
  WATCH_BY: 'webrtc',
});
try {
  await shootAll(world, quietScenes);
  await world.goLive();
  await world.chat();
  await world.hands();
  await world.poll();
  await shootAll(world, liveScenes);
  await world.questions();
  await shootAll(world, closerScenes);
  await world.longWords();
  await shootAll(world, crowdedScenes);
  await world.organiser.post(`/api/rallies/${world.rally.id}/state`, { to: 'ended' });
  await shootAll(world, replayScenes);
  await shootAll(world, endedScenes);
} finally {
  await world.end();
}
