import { Injectable } from '@nestjs/common';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { AttendanceLog } from './attendance-log.service.js';
import { AttendanceRepository } from './attendance.repository.js';
import { RallyAttendance } from './rally-attendance.js';

export interface LiveAttendance {
  readonly rally: RallyAttendance;
  /** Viewers are counted while the stage is open: not those who look at the announcement, nor at the thank-you. */
  isCounting: boolean;
}

/** The attendance of rallies in memory: read once, when somebody first asks. */
@Injectable()
export class LiveAttendances {
  private readonly ready = new Map<string, LiveAttendance>();
  private readonly loading = new Map<string, Promise<LiveAttendance>>();
  private started: Promise<void> | null = null;

  constructor(
    private readonly repository: AttendanceRepository,
    private readonly log: AttendanceLog,
    private readonly rallies: RalliesService,
  ) {}

  find(rallyId: string): LiveAttendance | null {
    return this.ready.get(rallyId) ?? null;
  }

  get(rallyId: string): Promise<LiveAttendance> {
    const known = this.loading.get(rallyId);
    if (known) return known;
    const loading = this.load(rallyId);
    this.loading.set(rallyId, loading);
    loading.catch(() => this.loading.delete(rallyId));
    return loading;
  }

  /** The region somebody was last counted in, gone or not; null where they never were, `/` where they never said. */
  async lastRegion(rallyId: string, identityId: string): Promise<string | null> {
    const { rally } = await this.get(rallyId);
    return rally.lastRegion(identityId) ?? this.repository.lastRegion(rallyId, identityId);
  }

  /** People counted now, in all rallies. */
  get viewers(): number {
    return [...this.ready.values()].reduce((sum, { rally }) => sum + rally.tree.root.now, 0);
  }

  /** Counting has begun or ended: the log follows, or writes the last of it. */
  async changed({ rally, isCounting }: LiveAttendance): Promise<void> {
    if (isCounting) this.log.follow(rally);
    else await this.log.unfollow(rally);
    if (await this.isOver(rally.rallyId)) rally.forgetPeople();
  }

  async stop(): Promise<void> {
    for (const { rally } of this.ready.values()) rally.suspend();
    await this.log.stop();
  }

  private async load(rallyId: string): Promise<LiveAttendance> {
    await (this.started ??= this.log.start());
    const nodes = await this.repository.nodes(rallyId);
    const rally = new RallyAttendance(rallyId);
    rally.restore(nodes, (await this.isOver(rallyId)) ? [] : await this.repository.people(rallyId));
    const isCounting = isStageOpen((await this.rallies.get(rallyId)).state);
    const live = { rally, isCounting };
    if (isCounting) this.log.follow(rally);
    this.ready.set(rallyId, live);
    return live;
  }

  private async isOver(rallyId: string): Promise<boolean> {
    return ['ended', 'archived'].includes((await this.rallies.get(rallyId)).state);
  }
}
