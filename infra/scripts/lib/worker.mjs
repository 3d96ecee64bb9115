import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from './exec.mjs';
import { withLock } from './lock.mjs';
import { cacheDir, root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { step } from './step.mjs';
import { buildWorker } from './worker-build.mjs';
import { downloadWorker } from './worker-prebuilt.mjs';

/** What mediasoup-worker says when nobody gave it a version: it was loaded, so it fits this machine (worker/src/main.cpp). */
const exitCodeWithoutVersion = 41;

/**
 * Finds or makes mediasoup's worker, the C++ program that forwards the media: MEDIASOUP_WORKER_BIN, else the cached
 * one, else upstream's prebuilt, else built from the sources in the npm package.
 *
 * @param {string} node the Node to try the worker with
 * @returns {Promise<string>} the program's path
 */
export async function findWorker(node) {
  const given = process.env.MEDIASOUP_WORKER_BIN;
  if (given) {
    if (!existsSync(given)) throw new Problem(`MEDIASOUP_WORKER_BIN names ${given}, which does not exist`);
    if (!startsHere(given))
      throw new Problem(`MEDIASOUP_WORKER_BIN names ${given}, which does not run on this machine`);
    return path.resolve(given);
  }
  const mediasoup = realpathSync(path.join(root, 'server/node_modules/mediasoup'));
  const { version } = JSON.parse(readFileSync(path.join(mediasoup, 'package.json'), 'utf8'));
  const dir = path.join(cacheDir(), 'mediasoup-worker', `${version}-${distribution()}-${process.arch}`);
  const worker = path.join(dir, 'mediasoup-worker');
  if (startsHere(worker)) return worker;

  await step(`Getting the media worker (mediasoup ${version})`, (progress) =>
    withLock(
      `${dir}.lock`,
      (pid) => progress(`waiting for process ${pid}, which is making it`),
      async () => {
        if (startsHere(worker)) return;
        removeLeftovers(dir);
        const work = `${dir}.${process.pid}.part`;
        mkdirSync(work, { recursive: true });
        try {
          const made =
            (await downloadWorker({ version, work, progress, verify: (file) => verify(file, node) })) ??
            (await buildWorker({ mediasoup, work, progress, verify: (file) => verify(file, node) }));
          mkdirSync(dir, { recursive: true });
          renameSync(made, worker);
        } finally {
          rmSync(work, { recursive: true, force: true });
        }
      },
    ),
  );
  return worker;
}

/** What a build that was killed left behind; with the lock held nobody is using it. */
function removeLeftovers(dir) {
  const parent = path.dirname(dir);
  const leftovers = readdirSync(parent).filter(
    (name) => name.startsWith(`${path.basename(dir)}.`) && name.endsWith('.part'),
  );
  for (const name of leftovers) rmSync(path.join(parent, name), { recursive: true, force: true });
}

/** @returns {string} e.g. debian12, ubuntu24.04, darwin24: what a compiled program depends on */
function distribution() {
  if (process.platform !== 'linux') return `${process.platform}${os.release().split('.')[0]}`;
  try {
    const text = readFileSync('/etc/os-release', 'utf8');
    const value = (name) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
    return `${value('ID') || 'linux'}${value('VERSION_ID')}`;
  } catch {
    return 'linux';
  }
}

function startsHere(file) {
  return spawnSync(file, [], { env: {}, stdio: 'ignore' }).status === exitCodeWithoutVersion;
}

/**
 * Has mediasoup open a router on the worker.
 *
 * @throws {Problem} when the worker does not start or does not answer
 */
async function verify(file, node) {
  if (!startsHere(file)) throw new Problem('the media worker does not run on this machine');
  const script = `import { createWorker } from 'mediasoup';
    const worker = await createWorker({ logLevel: 'error' });
    await worker.createRouter({ mediaCodecs: [{ kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 }] });
    process.exit(0);`;
  await run(node, ['--input-type=module', '-e', script], {
    cwd: path.join(root, 'server'),
    env: { ...process.env, MEDIASOUP_WORKER_BIN: file },
    failure: 'the media worker does not answer',
  });
}
