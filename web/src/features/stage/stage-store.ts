import type { LevelsView, StageView } from '@sammelan/shared/stage/stage.dto.js';
import { Cell, type Store } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';

/** The stage as its speakers and the desk see it. Null until the first answer, which only they get. */
export class StageStore {
  private readonly cell = new Cell<StageView | null>(null);
  private readonly levelsCell = new Cell<LevelsView>({ speakingSeatId: null, levels: {} });
  readonly state: Store<StageView | null> = this.cell;
  readonly levels: Store<LevelsView> = this.levelsCell;
  private readonly stops: (() => void)[];

  constructor(connection: Connection) {
    this.stops = [
      connection.onReady(() => void connection.send('stage:watch', {}).then(this.cell.set, () => undefined)),
      connection.on('stage:changed', this.cell.set),
      connection.on('stage:levelled', this.levelsCell.set),
    ];
  }

  close(): void {
    for (const stop of this.stops) stop();
  }
}
