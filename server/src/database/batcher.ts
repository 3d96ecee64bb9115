interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface BatcherOptions {
  /** Items that go to the database in one statement. */
  maxBatch: number;
  /** Statements under way at once, each on a connection of its own. */
  lanes: number;
}

/**
 * Group commit: while a batch is under way the next one gathers, so that batches grow with the load and no timer delays a
 * lonely item. `write` gets the items in the order they came and answers with as many results in the same order.
 */
export class Batcher<Item, Result> {
  private queue: Waiting<Item, Result>[] = [];
  private busy = 0;
  private scheduled = false;

  constructor(
    private readonly write: (items: Item[]) => Promise<Result[]>,
    private readonly options: BatcherOptions,
  ) {}

  /** Resolves once the batch with this item was written. @throws what `write` threw for the batch */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
      this.schedule();
    });
  }

  /** Items that wait for a lane. */
  get depth(): number {
    return this.queue.length;
  }

  /** After what else arrived in this turn of the event loop was added too. */
  private schedule(): void {
    if (this.scheduled || this.busy >= this.options.lanes) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      while (this.queue.length > 0 && this.busy < this.options.lanes) void this.run();
    });
  }

  private async run(): Promise<void> {
    const { maxBatch } = this.options;
    const batch = this.queue.length <= maxBatch ? this.queue : this.queue.slice(0, maxBatch);
    this.queue = this.queue.length <= maxBatch ? [] : this.queue.slice(maxBatch);
    this.busy += 1;
    try {
      const results = await this.write(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.busy -= 1;
      if (this.queue.length > 0) this.schedule();
    }
  }
}
