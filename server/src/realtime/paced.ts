/** Runs a task when asked, at most once per interval and never twice at once; requests in between make one run. */
export class Paced {
  private timer: NodeJS.Timeout | null = null;
  private running = false;
  private wanted = false;
  private stopped = false;
  private nextAt = 0;

  /**
   * `task` must not throw; the interval begins when it is done.
   * @param rest the interval is at least so many times what the task took: in a rush it yields to what is more urgent
   */
  constructor(
    private readonly task: () => Promise<void> | void,
    private readonly everyMs: number,
    private readonly rest = 0,
  ) {}

  /** A run begins after this call, at once if the last one is an interval ago. */
  request(): void {
    this.wanted = true;
    if (this.timer || this.running || this.stopped) return;
    this.timer = setTimeout(() => void this.run(), Math.max(0, this.nextAt - performance.now()));
  }

  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.timer = null;
    this.running = true;
    this.wanted = false;
    const startedAt = performance.now();
    try {
      await this.task();
    } finally {
      this.running = false;
      const now = performance.now();
      this.nextAt = now + Math.max(this.everyMs, this.rest * (now - startedAt));
      if (this.wanted) this.request();
    }
  }
}
