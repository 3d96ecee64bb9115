import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { setLogEventListeners } from 'mediasoup';
import { MediaError } from './media-errors.js';
import type { MediaLog, WorkerPoolOptions } from './media-options.js';
import { WorkerSlot, type WorkerUsage } from './worker-slot.js';

export interface WorkerPoolEvents {
  /** A worker died; its routers are closed already and a new worker is on its way. */
  workerdied: [{ index: number; pid: number; error: Error }];
  /** A worker stands in the slot again, on the same ports. */
  workerreplaced: [{ index: number; pid: number }];
  closed: [];
}

// A worker that dies at once (broken binary, port stolen) must not spin; the first retry is immediate.
const retryDelaysMs = [0, 100, 500, 1000, 2000, 5000];
// Where to begin in the list when the worker ended in good order: half a second later we mostly end, too.
const patientAttempt = 2;
// A worker starts in ~50 ms; this bounds how long a join waits for one.
const replacementWaitMs = 2000;

/** A fixed number of mediasoup workers. A dead one is replaced in its slot; the process and the others live on. */
export class WorkerPool extends EventEmitter<WorkerPoolEvents> {
  readonly #slots = new Map<number, WorkerSlot>();
  readonly #replacing = new Map<number, Promise<void>>();
  readonly #closing = new AbortController();

  private constructor(private readonly options: WorkerPoolOptions) {
    super();
    // Every room listens; their number is bounded by rallies, not by a leak.
    this.setMaxListeners(0);
  }

  /** Starts all workers. Throws MediaError `port-taken` when a port is held, after closing what it had started. */
  static async create(options: WorkerPoolOptions): Promise<WorkerPool> {
    logInto(options.log);
    const pool = new WorkerPool(options);
    const indexes = Array.from({ length: Math.max(1, options.workers) }, (_, index) => index);
    const started = await Promise.allSettled(
      indexes.map(async (index) => pool.#install(await WorkerSlot.create(index, 0, options))),
    );
    const failure = started.find((result) => result.status === 'rejected');
    if (failure) {
      await pool.close();
      throw failure.reason;
    }
    return pool;
  }

  /** How many workers there are when all are alive. */
  get size(): number {
    return Math.max(1, this.options.workers);
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** The workers alive now, by index. */
  get alive(): WorkerSlot[] {
    return [...this.#slots.values()].filter((slot) => slot.alive).sort((a, b) => a.index - b.index);
  }

  /** The least loaded living worker for which `fits` holds; without one, the least loaded of all. Waits for a replacement. */
  async leastLoaded(fits: (slot: WorkerSlot) => boolean = () => true): Promise<WorkerSlot> {
    if (this.alive.length < this.size) await this.#settled();
    const alive = this.alive;
    const fitting = alive.filter(fits);
    const [best] = (fitting.length ? fitting : alive).sort((a, b) => a.load - b.load || a.index - b.index);
    if (!best) throw new MediaError(this.closed ? 'closed' : 'unavailable', 'no media worker is alive');
    return best;
  }

  /** CPU, memory and load of each living worker, for metrics. */
  async usage(): Promise<WorkerUsage[]> {
    const results = await Promise.allSettled(this.alive.map((slot) => slot.usage()));
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }

  /** Ends all workers; rooms on them close. Resolves when the processes are gone and the ports are free. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.#closing.abort();
    const gone = [...this.#slots.values()].map((slot) => slot.close());
    this.#slots.clear();
    this.emit('closed');
    this.removeAllListeners();
    await Promise.all(gone);
  }

  async #settled(): Promise<void> {
    // Routers report the death a moment before the worker does: let 'died' register its replacement first.
    await Promise.resolve();
    await Promise.race([Promise.all(this.#replacing.values()), sleep(replacementWaitMs, undefined, { ref: false })]);
  }

  #install(slot: WorkerSlot): void {
    if (this.closed) {
      void slot.close();
      return;
    }
    this.#slots.set(slot.index, slot);
    slot.worker.once('died', (error) => this.#onDied(slot, error));
  }

  #onDied(slot: WorkerSlot, error: Error): void {
    if (this.closed) return;
    const { index } = slot;
    const pid = slot.worker.pid;
    // Ctrl-C in a terminal reaches the workers as well as us: one that ended in good order is no alarm.
    const orderly = error.message.includes('code:0');
    this.options.log[orderly ? 'info' : 'error']('media worker died', { index, pid, reason: error.message });
    this.#slots.delete(index);
    this.#replacing.set(
      index,
      this.#replace(index, slot.deaths + 1, orderly ? patientAttempt : 0).finally(() => this.#replacing.delete(index)),
    );
    this.emit('workerdied', { index, pid, error });
  }

  async #replace(index: number, deaths: number, firstAttempt: number): Promise<void> {
    for (let attempt = firstAttempt; !this.closed; attempt++) {
      const delayMs = retryDelaysMs[Math.min(attempt, retryDelaysMs.length - 1)] ?? 0;
      await sleep(delayMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      if (this.closed) return;
      try {
        const slot = await WorkerSlot.create(index, deaths, this.options);
        this.#install(slot);
        if (this.closed) return;
        this.options.log.info('media worker replaced', { index, pid: slot.worker.pid, attempt });
        this.emit('workerreplaced', { index, pid: slot.worker.pid });
        return;
      } catch (error) {
        this.options.log.error('media worker could not be replaced', { index, attempt, reason: String(error) });
      }
    }
  }
}

/** mediasoup logs through one process-wide hook. Its errors are mostly a client's parameters; what is grave we report. */
function logInto(log: MediaLog): void {
  setLogEventListeners({
    onwarn: (source, line) => log.warn(line, { source }),
    onerror: (source, line, error) => {
      if (!line.startsWith('worker process died'))
        log.warn(line, { source, ...(error ? { reason: error.message } : {}) });
    },
  });
}
