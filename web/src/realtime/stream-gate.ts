import { isDue } from '@sammelan/shared/contract/stream-clock.js';

// A tenth of the spread that is allowed between two viewers.
const lookEveryMs = 30;

interface Held {
  at: number;
  sinceMs: number;
  tell: (lateMs: number) => void;
}

/** Holds back what belongs to the picture until the picture is there; in the stream's order, what is of one moment as it came. */
export class StreamGate {
  /** The stream's time that is shown, ms since the epoch on the server's clock; null: live. */
  shown: () => number | null = () => null;
  private held: Held[] = [];
  private timer: ReturnType<typeof setInterval> | undefined;

  /** @param tell is given how long it was held back, ms */
  pass(at: number, tell: (lateMs: number) => void): void {
    // What somebody had to hear first (a caption) comes after what was told at once, and belongs before it.
    const before = this.held.findLastIndex((one) => one.at <= at) + 1;
    this.held.splice(before, 0, { at, sinceMs: performance.now(), tell });
    this.look();
    if (this.held.length > 0) this.timer ??= setInterval(() => this.look(), lookEveryMs);
  }

  /** The state was asked for anew: what is held is in it. */
  forget(): void {
    this.held = [];
    this.rest();
  }

  private look(): void {
    const shown = this.shown();
    for (let first = this.held[0]; first; first = this.held[0]) {
      const lateMs = performance.now() - first.sinceMs;
      if (!isDue(first.at, shown, lateMs)) return;
      this.held.shift();
      first.tell(lateMs);
    }
    this.rest();
  }

  private rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
