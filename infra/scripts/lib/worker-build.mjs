import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run, which } from './exec.mjs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { ensureAptPackages, hasApt, missingPackages } from './system-packages.mjs';

const recipe = path.join(root, 'infra/mediasoup-worker');
const tools = ['cmake', 'ninja', 'g++', 'make', 'flatc'];
const debianPackages = [
  ...['cmake', 'ninja-build', 'g++', 'make', 'libuv1-dev', 'libssl-dev'],
  ...['libflatbuffers-dev', 'flatbuffers-compiler', 'libabsl-dev', 'ca-certificates'],
];
/** Older distributions carry libraries that the worker's sources have left behind. */
const failure =
  'the media worker cannot be built; it takes Debian 12, Ubuntu 24.04 or newer, else access to https://github.com or ' +
  'MEDIASOUP_WORKER_BIN';
/** A compiler of the heavier files needs about this much; fewer at a time on a small machine, rather than swapping. */
const bytesPerCompiler = 900 * 1024 * 1024;

/**
 * Builds the worker from the sources in the npm package against the distribution's libraries; some three minutes on two
 * cores. See infra/mediasoup-worker/CMakeLists.txt.
 *
 * @param {{ mediasoup: string, work: string, progress: (text: string) => void, verify: (file: string) => Promise<void> }} options
 *   `mediasoup` is the npm package's folder, `work` one to build in
 * @returns {Promise<string>} the program
 */
export async function buildWorker({ mediasoup, work, progress, verify }) {
  await ensureTools(mediasoup);
  progress('preparing the encryption library');
  const srtp = await buildSrtp(path.join(work, 'srtp'), progress);

  const build = path.join(work, 'build');
  const args = ['-G', 'Ninja', '-S', recipe, '-B', build, `-DWORKER=${path.join(mediasoup, 'worker')}`];
  if (srtp) args.push(`-DSRTP=${srtp}`);
  progress('configuring');
  await run('cmake', args, { failure });

  const jobs = Math.max(1, Math.min(os.availableParallelism(), Math.floor(os.totalmem() / bytesPerCompiler)));
  const onLine = (line) => {
    const done = /^\[(\d+)\/(\d+)\]/.exec(line);
    if (done) progress(`compiling ${done[1]} of ${done[2]}`);
  };
  await run('ninja', ['-C', build, '-j', String(jobs)], { onLine, failure });
  const worker = path.join(build, 'mediasoup-worker');
  await run('strip', [worker]);
  progress('trying it');
  await verify(worker);
  return worker;
}

async function ensureTools(mediasoup) {
  if (hasApt()) return ensureAptPackages(debianPackages, 'to build the media worker');
  const missing = tools.filter((tool) => !which(tool));
  if (missing.length === 0) return undefined;
  throw new Problem(
    `no prebuilt media worker could be fetched, and ${missing.join(', ')} to build one are missing: install them with the ` +
      'headers of libuv, OpenSSL, flatbuffers, abseil and libsrtp2, allow https://github.com, or set MEDIASOUP_WORKER_BIN ' +
      `to a worker built in ${mediasoup} with "npm run worker:build"`,
  );
}

/** @returns {Promise<string | undefined>} where libsrtp with OpenSSL is; undefined: take the distribution's, which is slower */
async function buildSrtp(prefix, progress) {
  try {
    await run('sh', [path.join(recipe, 'libsrtp-openssl.sh'), prefix]);
    return prefix;
  } catch (error) {
    if (hasApt() && missingPackages(['libsrtp2-dev']).length > 0) {
      await ensureAptPackages(['libsrtp2-dev'], 'to build the media worker');
    } else if (!hasApt() && !existsSync('/usr/include/srtp2/srtp.h') && process.platform === 'linux') {
      throw error;
    }
    progress('without the source of libsrtp: the distribution’s, which encrypts slower');
    return undefined;
  }
}
