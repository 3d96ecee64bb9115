import { Cell, type Store } from '../../../../app/store.js';
import type { Viewer } from '../../../../media/viewer.js';
import type { Connection } from '../../../../realtime/connection.js';

/** Which seats the desk looks at before they are on air, and which one it listens to. */
export class Previews {
  private readonly watched = new Map<string, number>();
  private readonly listening = new Cell<string | null>(null);
  readonly listeningTo: Store<string | null> = this.listening;
  private onAir: readonly string[] = [];
  private readonly stop: () => void;

  constructor(
    private readonly connection: Connection,
    private readonly viewer: Viewer,
  ) {
    // A new connection knows nothing of what the former one looked at.
    this.stop = connection.onReady(() => {
      for (const seatId of this.watched.keys()) this.tell(seatId, true);
    });
    viewer.hearOnly([]);
  }

  /** Looks at a seat until the returned function is called; several may look at the same one. */
  watch(seatId: string): () => void {
    this.count(seatId, 1);
    return () => this.count(seatId, -1);
  }

  /** Listens in on one seat of the green room; null stops it. */
  listen(seatId: string | null): void {
    this.listening.set(seatId);
    this.hear();
  }

  /** The seats on air sound by themselves. */
  airing(seatIds: readonly string[]): void {
    this.onAir = seatIds;
    const listened = this.listening.get();
    if (listened && seatIds.includes(listened)) this.listening.set(null);
    this.hear();
  }

  close(): void {
    this.stop();
    this.watched.clear();
  }

  private hear(): void {
    const listened = this.listening.get();
    this.viewer.hearOnly(listened ? [...this.onAir, listened] : this.onAir);
  }

  private count(seatId: string, by: 1 | -1): void {
    const before = this.watched.get(seatId) ?? 0;
    const after = before + by;
    if (after > 0) this.watched.set(seatId, after);
    else this.watched.delete(seatId);
    if ((before === 0) !== (after === 0)) this.tell(seatId, after > 0);
  }

  private tell(seatId: string, on: boolean): void {
    // Before the picture's connection is open the server keeps it in mind and says `media-unavailable`.
    this.connection.send('playback:preview', { seatId, on }).catch(() => undefined);
  }
}
