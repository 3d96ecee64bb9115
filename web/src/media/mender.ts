import { AppError, type ErrorCode } from '@sammelan/shared/contract/errors.js';
import { backoffMs } from '../realtime/backoff.js';

export type LinkPhase = 'connecting' | 'connected' | 'lost' | 'unsupported' | 'refused' | 'full';

interface Link {
  /** State of the present connection, where there is one. */
  state: () => RTCPeerConnectionState | undefined;
  /** Makes a connection anew, in place of the present one. */
  open: () => Promise<void>;
  restartIce: () => Promise<void>;
  onPhase: (phase: LinkPhase) => void;
}

// A short gap in ICE's checks mends itself; after this it is helped.
const disconnectedGraceMs = 1_500;
// A restarted ICE that has not connected by then will not: everything is opened anew.
const restartTimeoutMs = 4_000;
// A first connection may need a relay over TCP on a slow link.
const openTimeoutMs = 15_000;
// Asking again does not change these; the next `open` (another page state, another socket) may.
const finalCodes: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  'banned',
  'not-found',
  'rally-not-open',
  'seat-missing',
  'stage-not-granted',
  'playback-by-hls',
]);

/** Keeps one WebRTC connection alive: restarts ICE where that may help, opens it anew where not, without hurry or rest. */
export class Mender {
  private attempts = 0;
  private opening = false;
  private stale = false;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly link: Link) {}

  get isOpening(): boolean {
    return this.opening;
  }

  /** Opens the connection anew. A call during an opening makes another one follow. */
  async open(): Promise<void> {
    if (this.stopped) return;
    clearTimeout(this.timer);
    if (this.opening) return void (this.stale = true);
    this.opening = true;
    this.stale = false;
    this.link.onPhase(this.link.state() ? 'lost' : 'connecting');
    try {
      await this.link.open();
      if (this.link.state() !== 'connected') this.later(() => this.open(), openTimeoutMs);
    } catch (error) {
      this.failed(error);
    } finally {
      this.opening = false;
    }
    if (this.stale) await this.open();
  }

  /** To be told each change of the present connection's state. */
  onState(state: RTCPeerConnectionState): void {
    if (this.stopped) return;
    if (state === 'connected') {
      this.attempts = 0;
      clearTimeout(this.timer);
      this.link.onPhase('connected');
    } else if (state === 'disconnected') {
      this.link.onPhase('lost');
      this.later(() => this.restart(), disconnectedGraceMs);
    } else if (state === 'failed') {
      this.link.onPhase('lost');
      void this.restart();
    }
  }

  /** Something happened that may have killed the connection unseen. */
  look(networkChanged: boolean): void {
    const state = this.link.state();
    if (!state || this.opening || this.stopped) return;
    if (networkChanged || state === 'disconnected' || state === 'failed') void this.restart();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async restart(): Promise<void> {
    // Set before the question, so that an answer that never comes is covered too.
    this.later(() => (this.link.state() === 'connected' ? undefined : this.open()), restartTimeoutMs);
    await this.link.restartIce().catch(() => this.open());
  }

  private failed(error: unknown): void {
    const code = error instanceof AppError ? error.code : undefined;
    if (code === 'media-unsupported') this.link.onPhase('unsupported');
    else if (code && finalCodes.has(code)) this.link.onPhase('refused');
    else if (error instanceof AppError && code === 'hall-full') {
      this.link.onPhase('full');
      // Not all at the same moment.
      this.later(() => this.open(), Number(error.details.data?.['seconds'] ?? 15) * 1000 * (1 + Math.random()));
    } else this.later(() => this.open(), backoffMs(++this.attempts));
  }

  private later(task: () => unknown, delayMs: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void task(), delayMs);
  }
}
