import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchAncestors } from './ancestors.mjs';
import { environmentFor } from './node.mjs';
import { root, stateDir } from './paths.mjs';

/** Ctrl-C arrives from the terminal and once more from npm: within this time it is the same wish. */
const sameWishMs = 1000;

/**
 * Runs the built server until it ends, with this terminal's output. SIGINT, SIGTERM and SIGHUP are passed on; a second one
 * ends it at once.
 *
 * @param {{ node: string, worker: string }} programs
 * @returns {Promise<number>} the server's exit code
 */
export function runServer({ node, worker }) {
  const hook = fileURLToPath(new URL('end-with-parent.mjs', import.meta.url));
  const server = spawn(node, ['--import', hook, path.join(root, 'server/bundle/main.js')], {
    cwd: root,
    env: environmentFor(node, {
      MEDIASOUP_WORKER_BIN: worker,
      NODE_ENV: process.env.NODE_ENV || 'production',
      // Compiling the packages' JavaScript is a third of a start.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || path.join(stateDir, 'compile-cache'),
    }),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A group of its own, so that the terminal's Ctrl-C reaches it once, through us.
    detached: true,
  });
  let firstAt;
  const stop = (signal) => {
    if (firstAt === undefined) server.kill(signal);
    else if (Date.now() - firstAt > sameWishMs) server.kill('SIGKILL');
    firstAt ??= Date.now();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
  watchAncestors(() => stop('SIGTERM'));
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.on('exit', (code, signal) => resolve(code ?? 128 + os.constants.signals[signal]));
  });
}
