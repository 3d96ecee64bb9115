import { AppError } from '@sammelan/shared/contract/errors.js';
import { errorText } from '../../app/error-text.js';
import { Cell, type Store } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';
import { showToast } from '../../ui/toasts.js';

/** `asking`: under way. `invited`: the producer asks this person on stage. */
export type HandState = 'down' | 'asking' | 'up' | 'invited';

/** This viewer's raised hand. */
export class HandStore {
  private readonly cell = new Cell<HandState>('down');
  readonly state: Store<HandState> = this.cell;
  private readonly stops: (() => void)[];

  constructor(private readonly connection: Connection) {
    this.stops = [
      connection.on('hand:invited', () => this.cell.set('invited')),
      connection.on('hand:dismissed', () => this.cell.set('down')),
      // The server may have come up anew without its queue: a hand that was up goes up again.
      connection.onReady(() => this.cell.get() === 'up' && void this.raise()),
    ];
  }

  async raise(): Promise<void> {
    this.cell.set('asking');
    try {
      await this.connection.send('hand:raise', {});
      if (this.cell.get() === 'asking') this.cell.set('up');
    } catch (error) {
      this.cell.set('down');
      if (error instanceof AppError) showToast({ tone: 'problem', text: errorText(error) });
    }
  }

  async lower(): Promise<void> {
    this.cell.set('down');
    await this.connection.send('hand:lower', {}).catch(() => undefined);
  }

  close(): void {
    for (const stop of this.stops) stop();
  }
}
