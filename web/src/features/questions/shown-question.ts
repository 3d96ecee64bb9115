import type { QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { Cell } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';

/** The question on screen; null while there is none. */
export class ShownQuestion {
  readonly state = new Cell<QuestionView | null>(null);
  private readonly stops: (() => void)[];

  constructor(connection: Connection) {
    this.stops = [
      // Whoever comes in is told if there is one: silence after coming back means that there is none.
      connection.onReady(() => this.state.set(null)),
      connection.on('question:shown', ({ question }) => this.state.set(question)),
    ];
  }

  close(): void {
    for (const stop of this.stops) stop();
  }
}
