import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createWorker } from 'mediasoup';
import type { types } from 'mediasoup';
import { mediaCodecs } from './codecs.js';
import { MediaError } from './media-errors.js';
import { listenInfos, type WorkerPoolOptions } from './media-options.js';

export interface WorkerUsage {
  index: number;
  pid: number;
  /** User and system time since the worker started. */
  cpuSeconds: number;
  rssBytes: number;
  /** Streams served or soon to be served, as counted by `claim`. */
  load: number;
  /** Deaths of the worker in this slot since the pool started. */
  deaths: number;
}

/** One living worker with its WebRtcServer, at a fixed index and so on fixed ports. */
export class WorkerSlot {
  #load = 0;

  private constructor(
    readonly index: number,
    readonly deaths: number,
    readonly worker: types.Worker,
    readonly webRtcServer: types.WebRtcServer,
  ) {}

  /** Starts a worker and binds its ports. Throws MediaError `port-taken` naming the port, or the engine's own error. */
  static async create(index: number, deaths: number, options: WorkerPoolOptions): Promise<WorkerSlot> {
    const worker = await startWorker(options);
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos(options, index) });
      return new WorkerSlot(index, deaths, worker, webRtcServer);
    } catch (error) {
      worker.close();
      const reason = error instanceof Error ? error.message : String(error);
      if (!/address (already )?in use|EADDRINUSE/i.test(reason)) throw error;
      const port = options.portBase + index;
      throw new MediaError(
        'port-taken',
        `Port ${port} (UDP and TCP, for media) is used by another program. Stop it or set MEDIA_PORT_BASE.`,
        { cause: error },
      );
    }
  }

  get alive(): boolean {
    return !this.worker.closed;
  }

  /** Streams served or soon to be served: what workers are compared by. */
  get load(): number {
    return this.#load;
  }

  /** Counts work on this worker, in streams; the returned function changes the count, to 0 when the work is over. */
  claim(streams = 1): (streams: number) => void {
    this.#load += streams;
    return (now) => {
      this.#load += now - streams;
      streams = now;
    };
  }

  createRouter(): Promise<types.Router> {
    return this.worker.createRouter({ mediaCodecs });
  }

  async usage(): Promise<WorkerUsage> {
    const { ru_utime, ru_stime, ru_maxrss } = await this.worker.getResourceUsage();
    const pid = this.worker.pid;
    return {
      index: this.index,
      pid,
      cpuSeconds: (ru_utime + ru_stime) / 1000,
      // The engine knows only the peak (KiB), so it is used where /proc is missing.
      rssBytes: (await residentBytes(pid)) ?? ru_maxrss * 1024,
      load: this.#load,
      deaths: this.deaths,
    };
  }

  /** Ends the worker; resolves when its process is gone and the ports are free. */
  async close(): Promise<void> {
    const gone = this.worker.subprocessClosed || once(this.worker, 'subprocessclose');
    this.worker.close();
    await gone;
  }
}

/**
 * Starts a worker without the signal handlers mediasoup adds to our process: they would end every call at the first
 * SIGTERM, while a graceful stop first lets the audience move.
 */
async function startWorker({ workerBin }: WorkerPoolOptions): Promise<types.Worker> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = new Map(signals.map((signal) => [signal, new Set(process.listeners(signal))]));
  const starting = createWorker({ logLevel: 'warn', ...(workerBin ? { workerBin } : {}) });
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!before.get(signal)?.has(listener)) process.removeListener(signal, listener);
    }
  }
  return starting;
}

async function residentBytes(pid: number): Promise<number | undefined> {
  // proc(5): the second field of statm is the resident set in pages; Linux pages are 4 KiB on the machines we run on.
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => undefined);
  return statm === undefined ? undefined : Number(statm.split(' ')[1]) * 4096;
}
