/**
 * Runs something at once after a rest, and at most once per tick while it is asked for again and again: what comes in the
 * meantime rides along. `tickMs` counts from start to start.
 */
export class Pace {
  private ranAt = -Infinity;
  private timer: NodeJS.Timeout | NodeJS.Immediate | null = null;

  constructor(
    private readonly tickMs: number,
    private readonly run: () => void,
  ) {}

  /** Asks for a run: after what is being answered in this turn of the event loop, or with the next tick. */
  ask(): void {
    if (this.timer) return;
    const waitMs = this.ranAt + this.tickMs - performance.now();
    this.timer = waitMs > 0 ? setTimeout(this.start, waitMs) : setImmediate(this.start);
  }

  private readonly start = (): void => {
    this.timer = null;
    this.ranAt = performance.now();
    this.run();
  };
}
