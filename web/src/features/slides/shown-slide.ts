import { Cell } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';

/** Address of the picture that the producer shows to those who save data; null: stills of the programme. */
export class ShownSlide {
  readonly state = new Cell<string | null>(null);
  private readonly stops: (() => void)[];

  constructor(connection: Connection) {
    this.stops = [
      // Whoever comes in is told if there is one: silence after coming back means that there is none.
      connection.onReady(() => this.state.set(null)),
      connection.on('slide:shown', ({ url }) => this.state.set(url)),
    ];
  }

  close(): void {
    for (const stop of this.stops) stop();
  }
}
