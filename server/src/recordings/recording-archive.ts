import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { type Cut, isInCut } from '@sammelan/shared/recordings/recordings.rules.js';
import { ProgrammeLog } from '../media/packaging/programme-log.js';
import { salvage } from '../media/packaging/salvage.js';
import { StreamCopies } from '../packaging/stream-copies.service.js';
import { PackagingService } from '../packaging/packaging.service.js';

/** Logs of so many recordings are kept in memory; that of three hours is 4 MB on the disk. */
const keptLogs = 12;

/** Recordings on the disk: their logs and their files. */
@Injectable()
export class RecordingArchive {
  /** Those that grow now, in this process. */
  private readonly growing = new Map<string, ProgrammeLog>();
  private readonly opened = new Map<string, Promise<ProgrammeLog>>();

  constructor(
    private readonly packaging: PackagingService,
    private readonly copies: StreamCopies,
  ) {}

  grows(rallyId: string, log: ProgrammeLog): void {
    this.growing.set(rallyId, log);
    this.opened.delete(rallyId);
  }

  /** The log of a recording that grows; undefined where none does. */
  live(rallyId: string): ProgrammeLog | undefined {
    return this.growing.get(rallyId);
  }

  growingIds(): string[] {
    return [...this.growing.keys()];
  }

  grown(rallyId: string): void {
    this.growing.delete(rallyId);
  }

  /** What is on the disk; an empty log where nothing is. */
  open(rallyId: string): Promise<ProgrammeLog> {
    const live = this.growing.get(rallyId);
    if (live) return Promise.resolve(live);
    const known = this.opened.get(rallyId);
    const opening = known ?? ProgrammeLog.open(this.packaging.folder(rallyId));
    this.opened.delete(rallyId);
    this.opened.set(rallyId, opening);
    opening.catch(() => this.opened.delete(rallyId));
    for (const oldest of this.opened.keys()) {
      if (this.opened.size <= keptLogs) break;
      this.opened.delete(oldest);
    }
    return opening;
  }

  /** Puts in order what a server that was killed has left. */
  async finish(rallyId: string): Promise<ProgrammeLog> {
    const log = await this.open(rallyId);
    if (log.isEmpty || log.endedAt !== null) return log;
    await salvage(log);
    log.letGo();
    log.end();
    await log.settled();
    void this.copies.takeBack(rallyId, log);
    return log;
  }

  folder(rallyId: string): string {
    return this.packaging.folder(rallyId);
  }

  /** A file of the recording; null where it is not there. */
  async file(rallyId: string, name: string): Promise<string | null> {
    const path = join(this.folder(rallyId), name);
    return (await stat(path).catch(() => null))?.isFile() ? path : null;
  }

  /** Rallies that have a folder. */
  async folders(): Promise<string[]> {
    return readdir(join(this.folder('x'), '..')).catch(() => []);
  }

  /** Deletes the segments that lie outside of the cut. */
  async cutOff(rallyId: string, cut: Cut): Promise<void> {
    const log = await this.open(rallyId);
    const outside = log.takes
      .flatMap(({ segments }) => Object.values(segments).flat())
      .filter((segment) => !segment.gone && !isInCut(segment, cut));
    for (const segment of outside) {
      await rm(join(this.folder(rallyId), segment.uri), { force: true });
      segment.gone = true;
    }
    log.version += 1;
  }

  async delete(rallyId: string): Promise<void> {
    void this.copies.takeBack(rallyId, await this.open(rallyId));
    this.opened.delete(rallyId);
    await rm(this.folder(rallyId), { recursive: true, force: true });
  }
}
