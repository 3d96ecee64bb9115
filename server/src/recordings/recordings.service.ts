import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { type Cut, type RecordingState, sharedCut } from '@sammelan/shared/recordings/recordings.rules.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { whole } from '../packaging/hls.service.js';
import type { LoggedTake, ProgrammeLog } from '../media/packaging/programme-log.js';
import { PackagingService } from '../packaging/packaging.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { CutTakes, keptTakes } from './kept-takes.js';
import type { Recording } from './recording.entity.js';
import { RecordingArchive } from './recording-archive.js';
import { type RecordingChange, RecordingsRepository } from './recordings.repository.js';

type Listener = (rallyId: string) => void;

/** Another process may have decided otherwise meanwhile. */
const keptMs = 5_000;
const dayMs = 86_400_000;

/** A recording's life: it grows with what goes out, is put in order at the end, and again after a crash. */
@Injectable()
export class RecordingsService implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger(RecordingsService.name);
  private readonly rows = new Map<string, { row: Recording | null; until: number }>();
  private readonly changed: Listener[] = [];
  private readonly ended: Listener[] = [];
  private readonly cuts = new CutTakes();
  private hasRoom = true;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly repository: RecordingsRepository,
    private readonly archive: RecordingArchive,
    private readonly packaging: PackagingService,
    private readonly rallies: RalliesService,
    private readonly broadcaster: Broadcaster,
  ) {}

  onModuleInit(): void {
    this.packaging.onOpened((rallyId, log) => this.guard(rallyId, this.begin(rallyId, log)));
    this.rallies.onChanged(async (rallyId, { recording }) => {
      if (recording !== undefined) await this.decide(rallyId);
    });
    this.rallies.onMoved(({ id, state }, from) => {
      // Where nothing grew here, nothing tells of its end: packaging was off, or had not come back.
      if (from === 'live' && state === 'ended' && !this.archive.live(id)) this.guard(id, this.finish(id));
    });
  }

  /** What the server was killed over is put in order; what earlier releases recorded becomes a recording. */
  async onApplicationBootstrap(): Promise<void> {
    const rallies = await this.rallies.list(['ended', 'archived']);
    const over = new Set(rallies.map(({ id }) => id));
    const folders = (await this.archive.folders()).filter((id) => over.has(id));
    const known = await this.repository.known(folders);
    for (const id of folders.filter((one) => !known.has(one))) this.guard(id, this.adopt(id));
    for (const { rallyId } of await this.repository.unfinished()) {
      if ((await this.rallies.get(rallyId)).state !== 'live') this.guard(rallyId, this.finish(rallyId));
    }
  }

  /** Called with a rally whose recording is not what it was: it began, stopped, is ready, was decided about. */
  onChanged(listener: Listener): void {
    this.changed.push(listener);
  }

  /** Called once a recording is in order. */
  onEnded(listener: Listener): void {
    this.ended.push(listener);
  }

  async find(rallyId: string): Promise<Recording | null> {
    const known = this.rows.get(rallyId);
    if (known && known.until > Date.now()) return known.row;
    const row = await this.repository.find(rallyId);
    this.rows.set(rallyId, { row, until: Date.now() + keptMs });
    return row;
  }

  async stateOf(rallyId: string): Promise<RecordingState> {
    const live = this.archive.live(rallyId);
    if (live) return live.keeps ? 'recording' : 'held';
    const row = await this.find(rallyId);
    if (!row) return 'none';
    if (row.deletedAt) return 'deleted';
    if (!row.endedAt) return 'closing';
    return (await this.takes(rallyId, 'all')).length > 0 ? 'ready' : 'none';
  }

  /** What there is of it: as it is shown, or all that was not cut off for good. */
  async takes(rallyId: string, which: 'shown' | 'all'): Promise<LoggedTake[]> {
    const row = await this.find(rallyId);
    if (!row || row.deletedAt) return [];
    const log = await this.archive.open(rallyId);
    const cut = which === 'all' ? keptCut(row) : sharedCut(keptCut(row), trimCut(row));
    return this.cuts.of(log, cut);
  }

  async change(rallyId: string, change: RecordingChange): Promise<void> {
    await this.repository.change(rallyId, change);
    this.rows.delete(rallyId);
    if ('publishedAt' in change || 'deletedAt' in change) {
      const row = await this.find(rallyId);
      this.broadcaster.toRally(rallyId, 'replay:changed', { available: isShown(row) });
    }
    this.tell(rallyId);
  }

  /** Whether the disk has room; without it nothing more is kept, and what is live goes on. */
  setRoom(hasRoom: boolean): void {
    if (this.hasRoom === hasRoom) return;
    this.hasRoom = hasRoom;
    for (const rallyId of this.archive.growingIds()) this.guard(rallyId, this.decide(rallyId));
  }

  /** To be called after something else that the recording's view shows has changed. */
  tell(rallyId: string): void {
    for (const listener of this.changed) listener(rallyId);
  }

  get possible(): boolean {
    return this.packaging.ffmpeg !== null;
  }

  /** Nobody has said that it may be shown. */
  private async adopt(rallyId: string): Promise<void> {
    await this.archive.finish(rallyId);
    await this.repository.begin(rallyId, null);
    await this.change(rallyId, { endedAt: new Date() });
  }

  private async begin(rallyId: string, log: ProgrammeLog): Promise<void> {
    this.archive.grows(rallyId, log);
    log.on('changed', () => {
      if (log.endedAt !== null) this.guard(rallyId, this.finish(rallyId));
    });
    const { keepDays } = this.config.recordings;
    const deleteOn = keepDays === null ? null : new Date(Date.now() + keepDays * dayMs);
    await this.repository.begin(rallyId, deleteOn);
    this.rows.delete(rallyId);
    await this.decide(rallyId);
    this.tell(rallyId);
  }

  private async decide(rallyId: string): Promise<void> {
    const log = this.archive.live(rallyId);
    if (!log) return;
    const { recording } = await this.rallies.get(rallyId);
    const keeps = this.hasRoom && recording !== 'off';
    if (log.keeps === keeps) return;
    log.keeps = keeps;
    this.logger.log({ msg: keeps ? 'recording goes on' : 'recording is stopped', rallyId, hasRoom: this.hasRoom });
    this.tell(rallyId);
  }

  private async finish(rallyId: string): Promise<void> {
    const log = await this.archive.finish(rallyId);
    await log.settled().catch((error: unknown) => this.logger.error({ err: error, rallyId }));
    this.archive.grown(rallyId);
    const row = await this.repository.find(rallyId);
    if (!row || row.endedAt) return this.tell(rallyId);
    const { recording } = await this.rallies.get(rallyId);
    const kept = keptTakes(whole(log), { from: null, to: null }).length > 0;
    const publishedAt = recording === 'publish' && kept ? new Date() : null;
    await this.change(rallyId, { endedAt: new Date(), publishedAt });
    for (const listener of this.ended) listener(rallyId);
  }

  private guard(rallyId: string, work: Promise<void>): void {
    work.catch((error: unknown) => this.logger.error({ err: error, rallyId }));
  }
}

const ms = (date: Date | null): number | null => date?.getTime() ?? null;

export const keptCut = ({ keptFrom, keptTo }: Recording): Cut => ({ from: ms(keptFrom), to: ms(keptTo) });
export const trimCut = ({ trimFrom, trimTo }: Recording): Cut => ({ from: ms(trimFrom), to: ms(trimTo) });

/** Whether everyone may see it. */
export const isShown = (row: Recording | null): boolean => row?.publishedAt != null && row.deletedAt === null;
