import type { MediaLog, WorkerPoolOptions } from '@sammelan/server/media/media-options.js';
import { WorkerPool } from '@sammelan/server/media/worker-pool.js';
import { workerBin } from './media-worker.js';

/** Where media tests listen: below the ephemeral ports, a hundred apart for each Jest worker. */
export const mediaPortBase = 42_000 + 100 * (Number(process.env.JEST_WORKER_ID ?? 1) % 10);

export const quietLog: MediaLog = { info: () => {}, warn: () => {}, error: () => {} };

/** A pool of real workers on the loopback. */
export async function openPool(options: Partial<WorkerPoolOptions> = {}): Promise<WorkerPool> {
  return WorkerPool.create({
    workers: 2,
    portBase: mediaPortBase,
    listenIp: '127.0.0.1',
    log: quietLog,
    workerBin: await workerBin(),
    ...options,
  });
}
