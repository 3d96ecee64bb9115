import type { RecordingView } from '@sammelan/shared/recordings/recordings.dto.js';
import { Cell, type Store } from '../../../../app/store.js';
import type { Connection } from '../../../../realtime/connection.js';

/** The rally's recording as the desk sees it; null before the first answer, and for whoever may not look after it. */
export class RecordingStore {
  private readonly cell = new Cell<RecordingView | null>(null);
  readonly state: Store<RecordingView | null> = this.cell;
  private readonly stops: (() => void)[];

  constructor(private readonly connection: Connection) {
    this.stops = [
      connection.onReady(() => void this.ask()),
      connection.on('recording:changed', (view) => this.cell.set(view)),
    ];
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  private async ask(): Promise<void> {
    // Moderators and analysts are told nothing of it.
    const view = await this.connection.send('recording:watch', {}).catch(() => null);
    if (view) this.cell.set(view);
  }
}
