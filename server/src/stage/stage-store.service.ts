import { Injectable, Logger } from '@nestjs/common';
import { RalliesService } from '../rallies/rallies.service.js';
import { Stage } from './stage.js';
import { StageRepository } from './stage.repository.js';

type Listener = (stage: Stage) => void;

/** The stages of this process by rally. Changes of one stage are made one after the other; each is stored first. */
@Injectable()
export class StageStore {
  private readonly logger = new Logger(StageStore.name);
  private readonly stages = new Map<string, Promise<Stage>>();
  private readonly loaded = new Map<string, Stage>();
  private readonly queues = new Map<string, Promise<unknown>>();
  private readonly listeners: Listener[] = [];

  constructor(
    private readonly repository: StageRepository,
    private readonly rallies: RalliesService,
  ) {}

  /** Called after each change, with the stage as it is now. */
  onChanged(listener: Listener): void {
    this.listeners.push(listener);
  }

  get(rallyId: string): Promise<Stage> {
    const known = this.stages.get(rallyId);
    if (known) return known;
    const loading = this.load(rallyId);
    loading.catch(() => this.stages.delete(rallyId));
    this.stages.set(rallyId, loading);
    return loading;
  }

  /** The stage if it is in memory, as every stage with somebody on it is. */
  peek(rallyId: string): Stage | undefined {
    return this.loaded.get(rallyId);
  }

  all(): Stage[] {
    return [...this.loaded.values()];
  }

  /** Runs `act` alone on the stage; what it stores and then changes in memory is told afterwards, also when it throws. */
  async change<T>(rallyId: string, act: (stage: Stage) => Promise<T>): Promise<T> {
    const before = this.queues.get(rallyId) ?? Promise.resolve();
    const run = before.then(async () => {
      const stage = await this.get(rallyId);
      try {
        return await act(stage);
      } finally {
        this.touched(stage);
      }
    });
    const settled = run.catch(() => undefined);
    this.queues.set(rallyId, settled);
    return run.finally(() => {
      if (this.queues.get(rallyId) === settled) this.queues.delete(rallyId);
    });
  }

  /** Something about the stage that is not stored changed (a source, a connection). */
  touched(stage: Stage): void {
    for (const listener of this.listeners) {
      try {
        listener(stage);
      } catch (error) {
        this.logger.error({ err: error, rallyId: stage.rallyId });
      }
    }
  }

  private async load(rallyId: string): Promise<Stage> {
    const { organisationId } = await this.rallies.get(rallyId);
    const { seats, programme, hands } = await this.repository.load(rallyId);
    const slate = { rallyId, layout: 'slate' as const, seatIds: [], since: new Date() };
    const stage = new Stage(rallyId, organisationId, programme ?? slate, seats, hands);
    this.loaded.set(rallyId, stage);
    return stage;
  }
}
