import { AppError } from '@sammelan/shared/contract/errors.js';
import type { DirectProgrammeDto, LevelsView, StageView } from '@sammelan/shared/stage/stage.dto.js';
import { Cell, type Store } from '../../../../app/store.js';
import type { Connection } from '../../../../realtime/connection.js';

const noLevels: LevelsView = { speakingSeatId: null, levels: {} };

/** The stage as the desk sees it: who is seated, what is (or will be) on air, whose hand is up. Null until the first answer. */
export class StageStore {
  private readonly cell = new Cell<StageView | null>(null);
  private readonly levelsCell = new Cell<LevelsView>(noLevels);
  readonly state: Store<StageView | null> = this.cell;
  readonly levels: Store<LevelsView> = this.levelsCell;
  /** Who was on air before the slate, to come back to. */
  private before: readonly string[] = [];
  private readonly stops: (() => void)[];

  constructor(private readonly connection: Connection) {
    this.stops = [
      connection.onReady(() => void this.refresh()),
      connection.on('stage:changed', (stage) => this.take(stage)),
      connection.on('stage:levelled', this.levelsCell.set),
    ];
  }

  get onAirBefore(): readonly string[] {
    return this.before;
  }

  /** Producer: what goes out. @throws AppError */
  async direct(programme: DirectProgrammeDto): Promise<void> {
    this.take(await this.connection.send('stage:direct', programme));
  }

  /** Producer: a word to a speaker; an empty one takes it back. @throws AppError */
  async cue(seatId: string, text: string): Promise<void> {
    await this.connection.send('stage:cue', { seatId, text });
  }

  /** Producer: off the stage. @throws AppError */
  async unseat(seatId: string): Promise<void> {
    this.take(await this.connection.send('stage:unseat', { seatId }));
  }

  /** Producer: a raised hand comes in, or goes down. @throws AppError */
  async answerHand(identityId: string, answer: 'invite' | 'dismiss'): Promise<void> {
    this.take(await this.connection.send(answer === 'invite' ? 'hand:invite' : 'hand:dismiss', { identityId }));
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  private take(stage: StageView): void {
    const onAir = stage.programme.seats.map(({ id }) => id);
    if (onAir.length) this.before = onAir;
    this.cell.set(stage);
  }

  private async refresh(): Promise<void> {
    try {
      this.take(await this.connection.send('stage:watch', {}));
    } catch (error) {
      // Who may not see the stage has an empty one; anything else is asked again with the next connection.
      if (error instanceof AppError && error.code === 'forbidden') return;
    }
  }
}
