const windowMs = 60_000;

/** Adds up what watching costs, by whatever way it comes, and at what rate over the last minute: segments come in bursts. */
export class DataMeter {
  private readonly samples: { atMs: number; total: number }[] = [];
  private total = 0;
  private readonly last = new Map<string, number>();

  /** What a source has counted so far; one that begins anew counts from 0. */
  count(source: string, bytes: number): void {
    const before = this.last.get(source) ?? 0;
    this.last.set(source, bytes);
    this.total += bytes >= before ? bytes - before : bytes;
  }

  read(nowMs: number): { megabytesUsed: number; megabytesPerHour: number } {
    this.samples.push({ atMs: nowMs, total: this.total });
    while ((this.samples[1]?.atMs ?? Infinity) <= nowMs - windowMs) this.samples.shift();
    const [first] = this.samples;
    const hours = first ? (nowMs - first.atMs) / 3_600_000 : 0;
    return {
      megabytesUsed: this.total / 1e6,
      megabytesPerHour: first && hours > 0 ? (this.total - first.total) / 1e6 / hours : 0,
    };
  }
}
