import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { RalliesService } from '../rallies/rallies.service.js';
import { StageStore } from '../stage/stage-store.service.js';
import type { Stage } from '../stage/stage.js';
import { RecordingsRepository } from './recordings.repository.js';

/** Notes who came on air when: a replay's chapters. */
@Injectable()
export class ProgrammeMarks implements OnModuleInit {
  private readonly logger = new Logger(ProgrammeMarks.name);
  private readonly last = new Map<string, string>();

  constructor(
    private readonly repository: RecordingsRepository,
    private readonly rallies: RalliesService,
    private readonly stages: StageStore,
  ) {}

  onModuleInit(): void {
    this.stages.onChanged((stage) => this.note(stage));
    this.rallies.onMoved(async ({ id, state }) => {
      if (state === 'live') this.note(await this.stages.get(id));
      if (state === 'ended') this.last.delete(id);
    });
  }

  private note(stage: Stage): void {
    this.store(stage).catch((error: unknown) => this.logger.error({ err: error, rallyId: stage.rallyId }));
  }

  private async store({ rallyId, programme, seats }: Stage): Promise<void> {
    const { state } = await this.rallies.get(rallyId);
    if (state !== 'live') return;
    const speakers = programme.seatIds.flatMap((id) => seats.get(id)?.name ?? []);
    const said = JSON.stringify(speakers);
    if (this.last.get(rallyId) === said) return;
    this.last.set(rallyId, said);
    await this.repository.mark({ rallyId, at: programme.since, speakers });
  }
}
