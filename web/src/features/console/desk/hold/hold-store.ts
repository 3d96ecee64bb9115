import type { HoldQueueView } from '@sammelan/shared/moderation/hold.dto.js';
import { Cell, type Store } from '../../../../app/store.js';
import type { Connection } from '../../../../realtime/connection.js';

/** Messages in hand at once: what fits a screen. */
const handful = 10;
/** Claims are renewed well before they end. */
const renewMs = 20_000;

/** What waits for moderators, and what this one has in hand. Null until the first answer. */
export class HoldStore {
  private readonly cell = new Cell<HoldQueueView | null>(null);
  readonly state: Store<HoldQueueView | null> = this.cell;
  private readonly stops: (() => void)[];
  private working = false;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly connection: Connection) {
    this.stops = [
      connection.onReady(() => void this.refresh()),
      connection.on('hold:changed', () => void this.refresh()),
    ];
  }

  /** The queue is looked at: takes a handful and keeps it; stopped, it goes back to the others. */
  work(on: boolean): void {
    if (this.working === on) return;
    this.working = on;
    if (this.timer) clearInterval(this.timer);
    this.timer = on ? setInterval(() => void this.refresh(), renewMs) : null;
    if (on) void this.refresh();
    else void this.ask(this.connection.send('hold:release', {}));
  }

  async decide(messageIds: string[], approve: boolean): Promise<void> {
    this.cell.set(await this.connection.send('hold:decide', { messageIds, approve }));
    await this.refresh();
  }

  close(): void {
    if (this.timer) clearInterval(this.timer);
    for (const stop of this.stops) stop();
  }

  private refresh(): Promise<void> {
    // What is free is taken only where somebody looks; a hand that is full has nothing to take.
    return this.ask(
      this.working ? this.connection.send('hold:claim', { count: handful }) : this.connection.send('hold:queue', {}),
    );
  }

  private async ask(work: Promise<HoldQueueView>): Promise<void> {
    const view = await work.catch(() => null);
    if (view) this.cell.set(view);
  }
}
