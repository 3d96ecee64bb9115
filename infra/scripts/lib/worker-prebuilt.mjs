import { createWriteStream, existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { run } from './exec.mjs';

const releases = 'https://github.com/versatica/mediasoup/releases/download';
/** A closed network often swallows packets rather than refusing: do not make the operator wait for it. */
const answerTimeoutMs = 8000;
const downloadTimeoutMs = 120_000;

/**
 * Fetches what mediasoup's own postinstall would (npm-scripts.mjs: downloadPrebuiltWorker), and honours its variables.
 *
 * @param {{ version: string, work: string, progress: (text: string) => void, verify: (file: string) => Promise<void> }} options
 *   `work` is a folder to unpack into
 * @returns {Promise<string | undefined>} the program, or undefined when there is none to be had or it does not run here
 */
export async function downloadWorker({ version, work, progress, verify }) {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return undefined;
  const base = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || releases;
  const kernel = process.platform === 'linux' ? `-kernel${os.release().split('.')[0]}` : '';
  const url = `${base}/${version}/mediasoup-worker-${version}-${process.platform}-${process.arch}${kernel}.tgz`;
  try {
    progress('asking for a prebuilt one');
    const archive = path.join(work, 'worker.tgz');
    await download(url, archive);
    await run('tar', ['-xzf', archive, '-C', work]);
    const worker = path.join(work, 'mediasoup-worker');
    if (!existsSync(worker)) return undefined;
    await verify(worker);
    return worker;
  } catch (error) {
    progress(`no prebuilt one (${error.cause?.code ?? error.message})`);
    return undefined;
  }
}

async function download(url, file) {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), answerTimeoutMs);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), downloadTimeoutMs);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
  } finally {
    clearTimeout(timer);
  }
}
