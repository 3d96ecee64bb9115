import type { MediaLog, WorkerPoolOptions } from '@sammelan/server/media/media-options.js';
import { WorkerPool } from '@sammelan/server/media/worker-pool.js';
import { workerBin } from './media-worker.js';

export const quietLog: MediaLog = { info: () => {}, warn: () => {}, error: () => {} };

/** A pool of real workers on any free ports of the loopback. */
export async function openPool(options: Partial<WorkerPoolOptions> = {}): Promise<WorkerPool> {
  return WorkerPool.create({
    workers: 2,
    portBase: 0,
    listenIp: '127.0.0.1',
    log: quietLog,
    workerBin: await workerBin(),
    ...options,
  });
}
