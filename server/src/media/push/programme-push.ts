import { EventEmitter, once } from 'node:events';
import { FfmpegProcess, secretPath } from '../packaging/ffmpeg-process.js';
import { standIn } from '../packaging/playlists.js';
import type { LoggedTake, ProgrammeLog } from '../packaging/programme-log.js';
import type { Segment } from '../packaging/segment-writer.js';
import type { Rendition, Rung } from '../packaging/take-plan.js';
import { pushArguments, type PushDestination, pushSecret } from './push-arguments.js';
import { TakeStream } from './take-stream.js';

export interface ProgrammePushEvents {
  /** The other end takes it: pictures go out. */
  live: [];
  /** It is over; what ffmpeg said last. */
  ended: [reason: string];
}

export interface ProgrammePushOptions {
  ffmpeg: string;
  log: ProgrammeLog;
  rung: Rung;
  destination: PushDestination;
  /** The stream's name there, which only its owner may know. */
  key: string;
}

/** What is measured over. */
const windowMs = 10_000;
/** Nothing has left for so long: the other end, or the line, hangs. */
export const hangMs = 15_000;

/**
 * The programme as one endless RTMP stream. Each take goes through an ffmpeg of its own into MPEG-TS, whose clock goes on over
 * discontinuities; another one sends what comes of all of them. Nothing is encoded anew.
 */
export class ProgrammePush extends EventEmitter<ProgrammePushEvents> {
  private readonly closing = new AbortController();
  private readonly sent: { at: number; bytes: number }[] = [];
  private readonly startedAt = Date.now();
  private current: TakeStream | undefined;
  private isLive = false;
  private outAt = Date.now();
  private readonly watch: NodeJS.Timeout;

  private constructor(
    private readonly options: ProgrammePushOptions,
    private readonly sender: FfmpegProcess,
  ) {
    super();
    let out = 0;
    sender
      .output(0)
      .setEncoding('utf8')
      .on('data', (text: string) => {
        const microseconds = Number(/out_time_us=(\d+)/.exec(text)?.[1] ?? 0);
        if (microseconds <= out) return;
        out = microseconds;
        this.outAt = Date.now();
        if (this.isLive) return;
        this.isLive = true;
        this.emit('live');
      });
    sender.once('ended', ({ code, signal }) => {
      clearInterval(this.watch);
      this.closing.abort();
      this.current?.stop();
      this.emit('ended', sender.complaints.join('\n') || `ffmpeg ended (${signal ?? code})`);
    });
    this.watch = setInterval(() => {
      if (Date.now() - this.outAt > hangMs) this.sender.kill();
    }, 1000).unref();
  }

  static start(options: ProgrammePushOptions): ProgrammePush {
    const args = pushArguments(options.destination, secretPath(2));
    const sender = FfmpegProcess.start(options.ffmpeg, {
      ...{ args, input: null, outputs: 1, inputs: 1, niceness: 0 },
      secret: pushSecret(options.key),
    });
    const push = new ProgrammePush(options, sender);
    push.run().catch(() => sender.kill());
    return push;
  }

  /** kbit/s that were passed on in the last seconds. */
  get kbps(): number {
    const from = Math.max(this.startedAt, Date.now() - windowMs);
    while ((this.sent[0]?.at ?? from) < from) this.sent.shift();
    const bytes = this.sent.reduce((sum, one) => sum + one.bytes, 0);
    return Math.round((bytes * 8) / Math.max(1000, Date.now() - from));
  }

  get pid(): number | undefined {
    return this.sender.pid;
  }

  async stop(): Promise<void> {
    this.closing.abort();
    this.current?.stop();
    await this.sender.stop();
  }

  private get closed(): boolean {
    return this.closing.signal.aborted;
  }

  private async run(): Promise<void> {
    const { log, ffmpeg, rung } = this.options;
    const into = this.sender.input(0);
    let baseMs: number | undefined;
    let notBefore = 0;
    let endedAtMs = 0;
    for (let take = await this.next(undefined); take && !this.closed; take = await this.next(take)) {
      const rendition = standIn(take, rung) ?? rung;
      const pictures = this.segments(take, rendition, endedAtMs);
      const { value: first } = await pictures.next();
      if (!first) continue;
      const base = (baseMs ??= first.at);
      const timing = { baseMs: base, notBefore };
      const sound = this.segments(take, 'audio', first.at);
      const began = Math.max((first.at - base) / 1000, notBefore);
      let seconds = 0;
      const counted = async function* (): AsyncGenerator<Segment> {
        for await (const segment of chained(first, pictures)) {
          seconds += segment.seconds;
          yield segment;
        }
      };
      this.current = await TakeStream.start(ffmpeg, log.folder, take, [rendition, 'audio'], first, timing, [
        counted(),
        sound,
      ]);
      await this.current.into(into, (bytes) => this.sent.push({ at: Date.now(), bytes }));
      notBefore = began + seconds;
      endedAtMs = base + notBefore * 1000;
    }
    into.end();
  }

  /** The take after this one, once there is one; at the beginning the newest. */
  private async next(after: LoggedTake | undefined): Promise<LoggedTake | undefined> {
    const { log } = this.options;
    for (;;) {
      const index = after ? log.takes.indexOf(after) + 1 : log.takes.length - 1;
      const take = log.takes[index];
      if (take) return take;
      if (this.closed || log.endedAt !== null) return undefined;
      await this.changed();
    }
  }

  /** Segments of a rendition from the newest on, or from `fromMs`; ends with the take. */
  private async *segments(take: LoggedTake, rendition: Rendition, fromMs: number): AsyncGenerator<Segment> {
    const { log } = this.options;
    const list = () => take.segments[rendition] ?? [];
    let index = fromMs > 0 ? 0 : Math.max(0, list().length - 1);
    while (!this.closed) {
      const segment = list()[index];
      if (segment) {
        index += 1;
        // What both takes have is shown once: the next one begins with the segment of which most is new.
        if (segment.at + (segment.seconds * 1000) / 2 > fromMs) yield segment;
      } else if (log.takes.at(-1) !== take || log.endedAt !== null) return;
      else await this.changed();
    }
  }

  private async changed(): Promise<void> {
    await once(this.options.log, 'changed', { signal: this.closing.signal }).catch(() => undefined);
  }
}

async function* chained<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
