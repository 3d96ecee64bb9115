import type { LevelsView, ProgrammeView } from '@sammelan/shared/stage/stage.dto.js';
import { Cell, type Store } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';

const noLevels: LevelsView = { speakingSeatId: null, levels: {} };

/** What is on air and who is speaking. Null until the first answer. */
export class ProgrammeStore {
  private readonly cell = new Cell<ProgrammeView | null>(null);
  private readonly levelsCell = new Cell<LevelsView>(noLevels);
  readonly state: Store<ProgrammeView | null> = this.cell;
  readonly levels: Store<LevelsView> = this.levelsCell;
  private readonly stops: (() => void)[];

  constructor(connection: Connection) {
    this.stops = [
      connection.onReady(() => {
        connection.send('stage:programme', {}).then(this.cell.set, () => undefined);
      }),
      connection.on('programme:changed', this.cell.set),
      connection.on('stage:levelled', this.levelsCell.set),
    ];
  }

  close(): void {
    for (const stop of this.stops) stop();
  }
}
