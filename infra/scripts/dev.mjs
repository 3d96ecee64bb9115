// npm run dev: the server, rebuilt and restarted on every change, and Vite's dev server in front of it, in one terminal.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from './lib/build.mjs';
import { killRunning, readLines, track } from './lib/exec.mjs';
import { findFfmpeg } from './lib/ffmpeg.mjs';
import { environmentFor } from './lib/node.mjs';
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { main } from './lib/problem.mjs';
import { findWorker } from './lib/worker.mjs';

const bin = (file) => path.join(root, 'node_modules', file);

await main(async () => {
  const { node } = await prepare();
  const worker = await findWorker(node);
  await findFfmpeg();
  // Once before watching: the server starts from files that exist.
  await build(node);
  const port = process.env.PORT || '3000';
  const webPort = process.env.WEB_PORT || '5173';
  const env = environmentFor(node, {
    SAMMELAN_API: `http://localhost:${port}`,
    WEB_PORT: webPort,
    MEDIASOUP_WORKER_BIN: worker,
    FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
  });
  const programs = {
    tsc: [bin('typescript/bin/tsc'), '-b', 'shared', 'server', '--watch', '--preserveWatchOutput'],
    server: ['--enable-source-maps', '--watch', '--watch-preserve-output', 'server/dist/main.js'],
    web: [bin('vite/bin/vite.js'), 'web'],
  };
  // The server's links lead to the pages built at the start; these, to the ones that reload.
  const show = (name, line) =>
    console.log(`${name.padEnd(6)} | ${line.replace(`localhost:${port}/`, `localhost:${webPort}/`)}`);
  const ended = Object.entries(programs).map(([name, args]) => watch(name, node, args, env, show));
  const [name, code] = await Promise.race(ended);
  console.error(`${name} ended with code ${code}`);
  killRunning();
  await Promise.all(ended);
  return 1;
});

/** Starts a program, and shows its lines with its name before each; resolves to name and code when it ends. */
function watch(name, node, args, env, show) {
  const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  track(child);
  for (const stream of [child.stdout, child.stderr]) readLines(stream, (line) => show(name, line));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve([name, code ?? signal]));
  });
}
