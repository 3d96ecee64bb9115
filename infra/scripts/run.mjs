// node infra/scripts/run.mjs FILE.ts|TOOL [argument …]: runs a TypeScript file (by tsx) or a tool of node_modules/.bin, with
// the packages installed, the Node they want, server and web built, the media worker found, and a browser where there is one.
import { findFirefox, findInstalledBrowser } from './lib/browser.mjs';
import { build } from './lib/build.mjs';
import { runShown } from './lib/exec.mjs';
import { findFfmpeg } from './lib/ffmpeg.mjs';
import { ensureProofPackages } from './lib/proof-packages.mjs';
import { environmentFor } from './lib/node.mjs';
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { main, Problem } from './lib/problem.mjs';
import { findWorker } from './lib/worker.mjs';

/** Tools that start no media, and so need no worker. */
const plainTools = new Set(['eslint', 'prettier', 'tsc', 'vite', 'typeorm']);

await main(async () => {
  const [target, ...args] = process.argv.slice(2);
  if (!target) throw new Problem('usage: node infra/scripts/run.mjs FILE.ts|TOOL [argument …]');
  const { node } = await prepare();
  const extra = {};
  if (!plainTools.has(target)) {
    extra.MEDIASOUP_WORKER_BIN = await findWorker(node);
    await findFfmpeg();
    await ensureProofPackages([target, ...args]);
    extra.CHROMIUM_BIN = findInstalledBrowser() ?? '';
    extra.FIREFOX_BIN = findFirefox() ?? '';
    // Everything but unit tests meets the built server and pages, and must not meet yesterday's.
    if (!args.includes('unit')) await build(node);
  }
  const env = environmentFor(node, extra);
  const isFile = /\.[cm]?[jt]s$/.test(target);
  return isFile
    ? runShown(node, ['--import', 'tsx', target, ...args], { cwd: root, env })
    : runShown(target, args, { cwd: root, env });
});
