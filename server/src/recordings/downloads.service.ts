import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { DownloadView } from '@sammelan/shared/recordings/recordings.dto.js';
import { NotFoundError } from '../access/access.errors.js';
import { standIn } from '../media/packaging/playlists.js';
import type { LoggedTake } from '../media/packaging/programme-log.js';
import { remux } from '../media/packaging/remux.js';
import type { Rendition } from '../media/packaging/take-plan.js';
import { PackagingService } from '../packaging/packaging.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { DiskWatch } from './disk-watch.service.js';
import { RecordingArchive } from './recording-archive.js';
import { NoSpaceError } from './recordings.errors.js';
import { RecordingsService } from './recordings.service.js';
import { ReplayKeys } from './replay-keys.js';

interface Job {
  read: number;
  bytes: number;
  stop: AbortController;
  done: Promise<void>;
}

/** Below the recording's folder. */
const folderName = 'download';
/** Those who look see it grow. */
const tellEveryMs = 500;

/** A recording as one MP4: made when somebody asks, kept until something about the recording changes. */
@Injectable()
export class DownloadsService implements OnApplicationShutdown, OnModuleInit {
  private readonly logger = new Logger(DownloadsService.name);
  private readonly jobs = new Map<string, Job>();
  private readonly failed = new Set<string>();

  constructor(
    private readonly recordings: RecordingsService,
    private readonly archive: RecordingArchive,
    private readonly packaging: PackagingService,
    private readonly rallies: RalliesService,
    private readonly disk: DiskWatch,
    private readonly keys: ReplayKeys,
  ) {}

  onModuleInit(): void {
    this.recordings.onEnded((rallyId) => this.failed.delete(rallyId));
  }

  async onApplicationShutdown(): Promise<void> {
    for (const { stop } of this.jobs.values()) stop.abort();
    await Promise.all([...this.jobs.values()].map(({ done }) => done));
  }

  async view(rallyId: string): Promise<DownloadView> {
    const job = this.jobs.get(rallyId);
    if (job) {
      // The last hundredth is the index's, which is written at the end.
      const percent = Math.min(99, Math.floor((job.read / Math.max(1, job.bytes)) * 100));
      return { state: 'preparing', percent, bytes: job.bytes, url: null };
    }
    const takes = await this.recordings.takes(rallyId, 'shown');
    const bytes = (await stat(this.path(rallyId, takes)).catch(() => null))?.size;
    if (bytes === undefined || takes.length === 0) {
      return { state: this.failed.has(rallyId) ? 'failed' : 'none', percent: 0, bytes: weightOf(takes), url: null };
    }
    const { slug } = await this.rallies.get(rallyId);
    const url = `/replay/${rallyId}/${this.keys.sign(rallyId, 'file')}/file/${slug}.mp4`;
    return { state: 'ready', percent: 100, bytes, url };
  }

  /** Begins to make it; false where that is under way or done. @throws NoSpaceError */
  async prepare(rallyId: string): Promise<boolean> {
    const { ffmpeg } = this.packaging;
    const takes = await this.recordings.takes(rallyId, 'shown');
    const to = this.path(rallyId, takes);
    if (!ffmpeg || this.jobs.has(rallyId) || (await stat(to).catch(() => null))) return false;
    const bytes = weightOf(takes);
    await this.demandSpace(bytes);
    if (this.jobs.has(rallyId)) return false;
    this.failed.delete(rallyId);
    const stop = new AbortController();
    const job: Job = { read: 0, bytes, stop, done: Promise.resolve() };
    this.jobs.set(rallyId, job);
    job.done = this.make(rallyId, ffmpeg, takes, to, job);
    return true;
  }

  /** Path of the file that a key opens. @throws NotFoundError */
  async file(rallyId: string, key: string): Promise<string> {
    const path = this.path(rallyId, await this.recordings.takes(rallyId, 'shown'));
    const found = this.keys.read(rallyId, key) === 'file' && (await stat(path).catch(() => null))?.isFile();
    if (!found) throw new NotFoundError('download');
    return path;
  }

  /** The recording is not what it was: the file is of no use. */
  async forget(rallyId: string): Promise<void> {
    const job = this.jobs.get(rallyId);
    job?.stop.abort();
    await job?.done;
    this.failed.delete(rallyId);
    await rm(join(this.archive.folder(rallyId), folderName), { recursive: true, force: true });
  }

  private async make(rallyId: string, ffmpeg: string, takes: LoggedTake[], to: string, job: Job): Promise<void> {
    const part = `${to}.part`;
    const telling = setInterval(() => this.recordings.tell(rallyId), tellEveryMs);
    try {
      await mkdir(join(this.archive.folder(rallyId), folderName), { recursive: true });
      await remux({
        ffmpeg,
        folder: this.archive.folder(rallyId),
        takes,
        to: part,
        signal: job.stop.signal,
        onRead: (bytes) => (job.read += bytes),
      });
      await rename(part, to);
    } catch (error) {
      await rm(part, { force: true });
      if (!job.stop.signal.aborted) {
        this.failed.add(rallyId);
        this.logger.error({ err: error, rallyId });
      }
    } finally {
      clearInterval(telling);
      this.jobs.delete(rallyId);
      this.recordings.tell(rallyId);
    }
  }

  /** Named by what is in it: of another trim it is another file. */
  private path(rallyId: string, takes: readonly LoggedTake[]): string {
    const uris = takes.flatMap((take) => used(take).map(({ uri }) => uri));
    const name = createHash('sha1').update(uris.join('\n')).digest('hex').slice(0, 16);
    return join(this.archive.folder(rallyId), folderName, `${name}.mp4`);
  }

  private async demandSpace(bytes: number): Promise<void> {
    const { freeBytes, freePercent, stopPercent } = await this.disk.look();
    const kept = freePercent > 0 ? (freeBytes / freePercent) * stopPercent : 0;
    const missing = bytes - (freeBytes - kept);
    if (missing > 0) throw new NoSpaceError(Math.ceil(missing / 1_000_000));
  }
}

const used = (take: LoggedTake) =>
  (['high', 'audio'] as const satisfies Rendition[]).flatMap((one) => take.segments[standIn(take, one) ?? one] ?? []);

const weightOf = (takes: readonly LoggedTake[]): number =>
  takes.flatMap(used).reduce((sum, { bytes }) => sum + bytes, 0);
