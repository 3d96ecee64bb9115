import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { retentionStep, warnDaysBefore } from '@sammelan/shared/recordings/recordings.rules.js';
import { AuditService } from '../audit/audit.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { DownloadsService } from './downloads.service.js';
import type { Recording } from './recording.entity.js';
import { RecordingArchive } from './recording-archive.js';
import { RecordingsRepository } from './recordings.repository.js';
import { RecordingsService } from './recordings.service.js';

const lookEveryMs = 3_600_000;

/** Deletes recordings whose time is over, not without having told of it. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Retention.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly repository: RecordingsRepository,
    private readonly recordings: RecordingsService,
    private readonly archive: RecordingArchive,
    private readonly downloads: DownloadsService,
    private readonly rallies: RalliesService,
    private readonly audit: AuditService,
  ) {}

  onApplicationBootstrap(): void {
    const sweep = () => this.sweep().catch((error: unknown) => this.logger.error({ err: error }));
    void sweep();
    this.timer = setInterval(() => void sweep(), lookEveryMs);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Warns of what is to be deleted soon, and deletes what is due. @param now ms since the epoch */
  async sweep(now = Date.now()): Promise<void> {
    const soon = new Date(now + warnDaysBefore * 86_400_000);
    for (const row of await this.repository.dueBefore(soon)) {
      const step = retentionStep(
        { deleteOn: row.deleteOn?.getTime() ?? null, warnedAt: row.warnedAt?.getTime() ?? null },
        now,
      );
      if (step === 'warn') await this.warn(row, now);
      if (step === 'delete' && !this.archive.live(row.rallyId)) await this.delete(row, now);
    }
  }

  private async warn({ rallyId, deleteOn }: Recording, now: number): Promise<void> {
    await this.recordings.change(rallyId, { warnedAt: new Date(now) });
    await this.record(rallyId, 'recording.warn', deleteOn);
  }

  private async delete({ rallyId, deleteOn }: Recording, now: number): Promise<void> {
    await this.downloads.forget(rallyId);
    // First nobody may see it, then it goes.
    await this.recordings.change(rallyId, { deletedAt: new Date(now), publishedAt: null });
    await this.archive.delete(rallyId);
    await this.record(rallyId, 'recording.expire', deleteOn);
  }

  private async record(rallyId: string, action: `recording.${string}`, deleteOn: Date | null): Promise<void> {
    const { slug } = await this.rallies.get(rallyId);
    this.logger.warn({ msg: action, rallyId, deleteOn });
    await this.audit.record({
      actor: null,
      action,
      subject: slug,
      details: { deleteOn: deleteOn?.toISOString() ?? null },
      rallyId,
    });
  }
}
