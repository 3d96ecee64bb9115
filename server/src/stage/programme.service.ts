import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { DirectProgrammeDto } from '@sammelan/shared/stage/stage.dto.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { layoutFits, layoutFor, layoutSeats } from '@sammelan/shared/stage/stage.rules.js';
import type { RallyCaller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { RallyNotOpenError } from '../rallies/rallies.errors.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { MediaPlane } from './media-plane.service.js';
import type { Programme } from './programme.entity.js';
import { LayoutMisfitError, SeatMissingError } from './stage.errors.js';
import { StageRepository } from './stage.repository.js';
import { StageStore } from './stage-store.service.js';
import type { Stage } from './stage.js';

/** Who is on air, and how they are shown. */
@Injectable()
export class ProgrammeService implements OnModuleInit {
  private readonly logger = new Logger(ProgrammeService.name);

  constructor(
    private readonly store: StageStore,
    private readonly repository: StageRepository,
    private readonly rallies: RalliesService,
    private readonly media: MediaPlane,
    private readonly audit: AuditService,
  ) {}

  onModuleInit(): void {
    const send = (stage: Stage | Promise<Stage>) => {
      Promise.resolve(stage)
        .then((loaded) => this.send(loaded))
        // A database that is away must not take the process with it; the next change sends again.
        .catch((error: unknown) => this.logger.error({ err: error }));
    };
    this.media.onRoom((rallyId) => send(this.store.get(rallyId)));
    this.store.onChanged(send);
    // What was prepared in the green room goes out with "live", and its clock starts then.
    this.rallies.onMoved(async (rally) => {
      if (rally.state !== 'live') return;
      await this.store.change(rally.id, (stage) => this.save(stage, { ...stage.programme, since: new Date() }, true));
    });
  }

  /** The producer's decision. @throws LayoutMisfitError, SeatMissingError, RallyNotOpenError */
  async direct(by: RallyCaller, { layout, seatIds }: DirectProgrammeDto): Promise<Stage> {
    const { rallyId } = by;
    if (!layoutFits(layout, seatIds.length))
      throw new LayoutMisfitError(layoutSeats[layout].min, layoutSeats[layout].max);
    if (!isStageOpen((await this.rallies.get(rallyId)).state)) throw new RallyNotOpenError();
    return this.store.change(rallyId, async (stage) => {
      if (!seatIds.every((id) => stage.seats.has(id))) throw new SeatMissingError();
      await this.save(stage, { rallyId, layout, seatIds, since: new Date() });
      const names = seatIds.map((id) => stage.seats.get(id)?.name).join(', ');
      await this.audit.record({
        actor: by,
        action: 'stage.direct',
        subject: names,
        details: { layout, seatIds },
        rallyId,
      });
      return stage;
    });
  }

  /** Inside a change of the stage: takes seats out of the programme, whose layout shrinks to what is left. */
  async withdraw(stage: Stage, seatIds: readonly string[]): Promise<void> {
    const left = stage.programme.seatIds.filter((id) => !seatIds.includes(id));
    if (left.length === stage.programme.seatIds.length) return;
    const layout = layoutFor(stage.programme.layout, left.length);
    await this.save(stage, { rallyId: stage.rallyId, layout, seatIds: left, since: new Date() });
  }

  private async save(stage: Stage, programme: Programme, anew = false): Promise<void> {
    const since = new Map(
      programme.seatIds.map((id) => [id, (anew ? null : stage.seats.get(id)?.onAirSince) ?? programme.since]),
    );
    await this.repository.saveProgramme(programme, since);
    stage.programme = programme;
    for (const seat of stage.seats.values()) seat.onAirSince = since.get(seat.id) ?? null;
  }

  /** Viewers get the media of what is on air, and only while the rally is live. */
  private async send(stage: Stage): Promise<void> {
    const room = this.media.find(stage.rallyId);
    if (!room) return;
    const { state } = await this.rallies.get(stage.rallyId);
    await room.setProgramme(state === 'live' ? stage.programme.seatIds : []);
  }
}
