/** Answers that are the same for everyone who asks, made anew once they are some seconds old. */
export class Remembered<T> {
  private readonly kept = new Map<string, { until: number; value: Promise<T> }>();

  constructor(
    private readonly keptMs: number,
    private readonly most: number,
  ) {}

  get(key: string, make: () => Promise<T>): Promise<T> {
    const now = Date.now();
    const known = this.kept.get(key);
    if (known && known.until > now) return known.value;
    if (this.kept.size >= this.most) this.kept.clear();
    const value = make();
    value.catch(() => this.kept.delete(key));
    this.kept.set(key, { until: now + this.keptMs, value });
    return value;
  }
}
