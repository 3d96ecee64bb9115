import { mkdir, readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { types } from 'mediasoup';
import type { MediaLog } from '../media-options.js';
import { openComposedSource } from './composed-source.js';
import { openCopySource } from './copy-source.js';
import { LiveParts } from './live-parts.js';
import { ProgrammeLog } from './programme-log.js';
import { salvage } from './salvage.js';
import type { Segment } from './segment-writer.js';
import { openSlateSource } from './slate-source.js';
import { Take } from './take.js';
import { isRung, type Rendition, slatePlan, type TakePlan } from './take-plan.js';
import type { TakeSource } from './take-source.js';

export interface ChannelOptions {
  ffmpeg: string;
  /** Where the programme's segments and its log go. */
  folder: string;
  segmentSeconds: number;
  /** Whether this ffmpeg can draw words: it needs libass. */
  canWrite: boolean;
  /** The router that the sources are on now. */
  router: () => types.Router | undefined;
  log: MediaLog;
}

interface Running {
  plan: TakePlan;
  take: Take;
  /** What it made before it went out. */
  unsaid: [Rendition, Segment][];
  onAir: boolean;
  outdated: boolean;
}

const watchEveryMs = 200;
/** Something comes out of each rendition twice a second; a picture that is silent for so long is broken, or its layer is gone. */
const stalledMs = 2500;
/** One that encodes pictures may be kept waiting by a busy machine, which would have still more to do if it began anew. */
const busyMs = 4000;
/** Sound goes into ffmpeg all the time, silence if nothing else: where none comes out, it is ffmpeg that hangs. */
const hangingMs = 1100;
/** A take that has not begun by then may never: the next one gets twice as long, for it may be the machine that is slow. */
const startPatienceMs = 8000;
const mostDoublings = 2;
/** The first new attempt is immediate. */
const retryDelaysMs = [0, 300, 1000, 3000];

/**
 * What one rally sends out, as a sequence of takes. The next take is made ready while the present one goes on; then the
 * present one ends, and a discontinuity stands between them. A take that breaks is replaced at once.
 */
export class Channel {
  readonly parts = new LiveParts();
  private wanted: TakePlan = slatePlan;
  private current: Running | undefined;
  private next: Running | undefined;
  private takes = 0;
  private failures = 0;
  /** Ends the pause before the next attempt. */
  private hurry = new AbortController();
  private working: Promise<void> | undefined;
  private stale = false;
  private closed = false;
  private lookedAt = performance.now();
  private watch: NodeJS.Timeout | undefined;
  private closing: Promise<void> | undefined;

  private constructor(
    readonly log: ProgrammeLog,
    private readonly options: ChannelOptions,
    last: number,
  ) {
    this.takes = last;
  }

  /** Goes on with what is in the folder, where there is something. */
  static async open(options: ChannelOptions): Promise<Channel> {
    await mkdir(options.folder, { recursive: true });
    const log = await ProgrammeLog.open(options.folder);
    await salvage(log);
    // Also takes that never went out have left their folders.
    const names = (await readdir(options.folder)).map(Number).filter(Number.isInteger);
    const channel = new Channel(log, options, Math.max(0, ...names));
    channel.watch = setInterval(() => channel.look(), watchEveryMs);
    return channel;
  }

  /** The ffmpeg that makes what goes out now. */
  get pid(): number | undefined {
    return this.current?.take.pid;
  }

  /** Sends this out from now on. */
  show(plan: TakePlan): void {
    const isAnother = plan.key !== this.wanted.key;
    this.wanted = plan;
    if (isAnother) {
      // What is no longer wanted is not waited for: it may never come.
      if (this.next && this.next.plan.key !== plan.key) void this.next.take.abandon('something else is to be shown');
      this.failures = 0;
      this.hurry.abort();
      this.hurry = new AbortController();
    }
    this.work();
  }

  /** Ends what goes out. The programme may go on later, in another process perhaps, unless it is `over`. */
  close(over: boolean): Promise<void> {
    this.closing ??= this.end(over);
    return this.closing;
  }

  private async end(over: boolean): Promise<void> {
    this.closed = true;
    clearInterval(this.watch);
    this.hurry.abort();
    await Promise.all([this.working, this.next?.take.abandon('the programme ends')]);
    await this.current?.take.close();
    if (over) this.log.end();
    await this.log.settled().catch((error: unknown) => this.complain('the programme could not be noted', error));
  }

  private work(): void {
    this.stale = true;
    this.working ??= this.workWhileStale().finally(() => {
      this.working = undefined;
      // Asked for in the moment in which it ended.
      if (this.stale && !this.closed) this.work();
    });
  }

  private async workWhileStale(): Promise<void> {
    while (this.stale && !this.closed) {
      this.stale = false;
      const running = this.next ?? this.current;
      if (running?.plan.key === this.wanted.key && !running.outdated) continue;
      const plan = this.wanted;
      try {
        await this.change(plan);
        this.failures = 0;
      } catch (error) {
        if (!this.wants(plan)) continue;
        this.complain('a take did not start', error);
        const delayMs = retryDelaysMs[Math.min(this.failures++, retryDelaysMs.length - 1)];
        await sleep(delayMs, undefined, { signal: this.hurry.signal }).catch(() => undefined);
        this.stale = true;
      }
    }
  }

  private wants(plan: TakePlan): boolean {
    return !this.closed && plan.key === this.wanted.key;
  }

  /** Starts the take of a plan, waits until it gives pictures, and puts it in the place of the present one. */
  private async change(plan: TakePlan): Promise<void> {
    const source = await this.source(plan);
    const { ffmpeg, folder, segmentSeconds } = this.options;
    const name = String(++this.takes);
    const take = await Take.start(ffmpeg, source, { folder, name, segmentSeconds });
    const running: Running = { plan, take, unsaid: [], onAir: false, outdated: false };
    take.on('segment', (rendition, segment) => this.onSegment(running, rendition, segment));
    take.on('part', (part) => this.parts.add(part));
    take.once('ended', (reason) => this.onEnded(running, reason));
    take.once('outdated', () => {
      running.outdated = true;
      this.work();
    });
    this.next = running;
    try {
      if (!this.wants(plan)) throw new Error('something else is to be shown');
      await readiness(take, startPatienceMs * 2 ** Math.min(this.failures, mostDoublings));
    } catch (error) {
      if (this.next === running) this.next = undefined;
      await take.abandon('it did not begin');
      throw error;
    }
    const former = this.current;
    this.current = running;
    this.next = undefined;
    await former?.take.close();
    this.log.beginTake(name, take.facts());
    running.onAir = true;
    for (const [rendition, segment] of running.unsaid) this.log.addSegment(name, rendition, segment);
  }

  private source(plan: TakePlan): Promise<TakeSource> | TakeSource {
    const { segmentSeconds, canWrite } = this.options;
    if (plan.kind === 'slate') return openSlateSource(segmentSeconds, canWrite ? plan.lines : []);
    const router = this.options.router();
    if (!router) throw new Error('the stage is being rebuilt');
    if (plan.kind === 'copy') return openCopySource(router, plan);
    return openComposedSource(router, plan, segmentSeconds, canWrite);
  }

  private onSegment(running: Running, rendition: Rendition, segment: Segment): void {
    if (running.onAir) this.log.addSegment(running.take.name, rendition, segment);
    else running.unsaid.push([rendition, segment]);
  }

  private onEnded(running: Running, reason: string): void {
    if (this.current !== running || this.closed) return;
    this.complain('a take broke', reason);
    this.current = undefined;
    this.work();
  }

  /**
   * A take that gives nothing any more is ended; its end brings the next one. Where a rung alone is missing, the speaker's
   * browser has paused its layer: what is left goes on until another take is ready.
   */
  private look(): void {
    const { current } = this;
    // What this process slept through is nobody else's silence.
    const now = performance.now();
    const sleptMs = Math.max(0, now - this.lookedAt - watchEveryMs);
    this.lookedAt = now;
    if (!current) return;
    current.take.excuse(sleptMs);
    // It broke in the moment in which it took its place.
    if (current.take.closed && !this.working) return this.onEnded(current, 'it ended');
    const all = [...current.take.silence()];
    const isCopied = current.plan.kind === 'copy';
    const patienceMs = (rendition: Rendition) => (isCopied ? (isRung(rendition) ? stalledMs : hangingMs) : busyMs);
    const silent = all.filter(([rendition, ms]) => ms > patienceMs(rendition)).map(([rendition]) => rendition);
    if (silent.length === 0) return;
    const goesOn = all.some(([rendition]) => isRung(rendition) && !silent.includes(rendition));
    if (!isCopied || !goesOn || !silent.every(isRung))
      void current.take.abandon(`nothing comes of ${silent.join(', ')}`);
    else if (!current.outdated) {
      current.outdated = true;
      this.work();
    }
  }

  private complain(message: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.options.log.warn(message, { reason, plan: this.wanted.key });
  }
}

async function readiness(take: Take, patienceMs: number): Promise<void> {
  if (take.ready) return;
  if (take.closed) throw new Error('it ended at once');
  const settled = new AbortController();
  try {
    await Promise.race([
      new Promise<void>((resolve) => take.once('ready', resolve)),
      new Promise<never>((_, reject) => take.once('ended', (reason) => reject(new Error(reason)))),
      sleep(patienceMs, undefined, { signal: settled.signal }).then(() => {
        throw new Error('nothing came out of it');
      }),
    ]);
  } finally {
    settled.abort();
  }
}
