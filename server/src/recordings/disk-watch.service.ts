import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { DiskView } from '@sammelan/shared/recordings/recordings.dto.js';
import { diskState } from '@sammelan/shared/recordings/recordings.rules.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { RecordingArchive } from './recording-archive.js';
import { RecordingsService } from './recordings.service.js';

/** At 20 Mbit/s of ladders, 12 MB: far less than 5 % of any disk that is worth recording to. */
const lookEveryMs = 5_000;

/** Watches the disk that recordings go to: warns early, and stops recording before what is live suffers. */
@Injectable()
export class DiskWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DiskWatch.name);
  private readonly folder: string;
  private current: DiskView | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly recordings: RecordingsService,
    private readonly archive: RecordingArchive,
    metrics: MetricsService,
  ) {
    this.folder = join(config.dataDir, 'recordings');
    metrics.gauge('disk_free_ratio', 'What is left of the disk with the recordings, 0 to 1.', () => {
      return (this.current?.freePercent ?? 100) / 100;
    });
    metrics.gauge('recordings_stopped', '1 while nothing is recorded because the disk is full.', () => {
      return this.current?.state === 'full' ? 1 : 0;
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await this.look();
    this.timer = setInterval(() => {
      this.look().catch((error: unknown) => this.logger.error({ err: error }));
    }, lookEveryMs);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** As it was when it was last looked at; null before that. */
  get view(): DiskView | null {
    return this.current;
  }

  /** Looks at the disk now. */
  async look(): Promise<DiskView> {
    const { bavail, blocks, bsize } = await statfs(this.folder);
    const freePercent = Math.round((bavail / Math.max(1, blocks)) * 1000) / 10;
    const before = this.current;
    const { warnPercent, stopPercent } = this.config.recordings;
    const state = diskState(freePercent, { warnPercent, stopPercent }, before?.state ?? 'ok');
    const view: DiskView = { state, freePercent, freeBytes: bavail * bsize, warnPercent, stopPercent };
    this.current = view;
    if (state !== (before?.state ?? 'ok')) this.say(view);
    this.recordings.setRoom(state !== 'full');
    return view;
  }

  private say({ state, freePercent, freeBytes }: DiskView): void {
    const facts = { disk: this.folder, freePercent, freeBytes };
    if (state === 'full') this.logger.error({ ...facts, msg: 'the disk is full: nothing is recorded any more' });
    else if (state === 'low') this.logger.warn({ ...facts, msg: 'the disk fills up' });
    else this.logger.log({ ...facts, msg: 'the disk has room again' });
    for (const rallyId of this.archive.growingIds()) this.recordings.tell(rallyId);
  }
}
