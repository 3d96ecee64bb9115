import type { Output } from './ffmpeg-arguments.js';

/** Something that happens once, to be listened to at any time. */
export class Signal {
  private given = false;
  private listener: (() => void) | undefined;

  give(): void {
    if (this.given) return;
    this.given = true;
    this.listener?.();
  }

  /** At most one listens; told at once where it has happened. */
  onGiven(listener: () => void): void {
    this.listener = listener;
    if (this.given) listener();
  }
}

/** What a take is made from: how ffmpeg is called, and what it is fed with while it runs. */
export interface TakeSource {
  /** Options for the inputs. */
  inputs: string[];
  /** Text for its standard input. */
  input: string;
  outputs: Output[];
  /** 0, or more for work that may wait. */
  niceness: number;
  /** When the sample of media time 0 was captured, in ms since 1970; null where that is told from what comes out. */
  epochMs: number | null;
  /** What comes is no longer what this was made for: a phone was turned. Another take has to follow. */
  outdated: Signal;
  /** Lets the media flow, once ffmpeg runs. */
  start(): Promise<void>;
  /** By how much later than usual its sound comes now, ms: it is waited for. */
  soundLagMs(): number;
  /** Asks for key frames, so that a segment can begin. */
  wantKeyFrames(): void;
  close(): void;
}
