import { Injectable, type OnModuleInit } from '@nestjs/common';
import type {
  RecordingView,
  RetainRecordingDto,
  TrimRecordingDto,
} from '@sammelan/shared/recordings/recordings.dto.js';
import { sharedCut } from '@sammelan/shared/recordings/recordings.rules.js';
import type { Caller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { rooms } from '../realtime/rooms.js';
import { DiskWatch } from './disk-watch.service.js';
import { DownloadsService } from './downloads.service.js';
import { bytesOf, keptTakes, spanOf } from './kept-takes.js';
import type { Recording } from './recording.entity.js';
import { RecordingArchive } from './recording-archive.js';
import { RecordingCutError, RecordingNotReadyError } from './recordings.errors.js';
import { keptCut, RecordingsService, trimCut } from './recordings.service.js';
import { ReplayKeys } from './replay-keys.js';

/** What a rally's organisers see of its recording, and do with it. */
@Injectable()
export class RecordingDesk implements OnModuleInit {
  private readonly announcing = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly recordings: RecordingsService,
    private readonly archive: RecordingArchive,
    private readonly downloads: DownloadsService,
    private readonly disk: DiskWatch,
    private readonly rallies: RalliesService,
    private readonly keys: ReplayKeys,
    private readonly broadcaster: Broadcaster,
    private readonly audit: AuditService,
  ) {}

  onModuleInit(): void {
    this.recordings.onChanged((rallyId) => this.announceSoon(rallyId));
  }

  async view(rallyId: string): Promise<RecordingView> {
    const [{ recording: mode }, row, state] = [
      await this.rallies.get(rallyId),
      await this.recordings.find(rallyId),
      await this.recordings.stateOf(rallyId),
    ];
    const [all, shown] = [await this.recordings.takes(rallyId, 'all'), await this.recordings.takes(rallyId, 'shown')];
    const span = spanOf(all);
    return {
      rallyId,
      mode,
      state,
      possible: this.recordings.possible,
      startedAt: iso(row?.startedAt),
      endedAt: iso(row?.endedAt),
      seconds: Math.round(spanOf(shown)?.seconds ?? 0),
      bytes: bytesOf(all),
      published: row?.publishedAt != null && row.deletedAt === null,
      from: span && iso(new Date(span.from)),
      to: span && iso(new Date(span.to)),
      trim: row && (row.trimFrom || row.trimTo) ? { from: iso(row.trimFrom), to: iso(row.trimTo) } : null,
      deleteOn: iso(row?.deleteOn),
      warned: row?.warnedAt != null,
      download: await this.downloads.view(rallyId),
      disk: this.disk.view,
      previewUrl: state === 'ready' ? `/replay/${rallyId}/${this.keys.sign(rallyId, 'all')}/master.m3u8` : null,
    };
  }

  async publish(caller: Caller, rallyId: string, published: boolean): Promise<RecordingView> {
    await this.demandReady(rallyId);
    await this.recordings.change(rallyId, { publishedAt: published ? new Date() : null });
    return this.done(caller, rallyId, published ? 'recording.publish' : 'recording.unpublish');
  }

  /** Shows no more than this of it. @throws RecordingCutError */
  async trim(caller: Caller, rallyId: string, { from, to }: TrimRecordingDto): Promise<RecordingView> {
    const row = await this.demandReady(rallyId);
    const change = { trimFrom: from === null ? null : new Date(from), trimTo: to === null ? null : new Date(to) };
    await this.demandSomething(rallyId, { ...row, ...change });
    await this.recordings.change(rallyId, change);
    await this.downloads.forget(rallyId);
    return this.done(caller, rallyId, 'recording.trim', { from, to });
  }

  /** Deletes what the trim leaves out, for good. */
  async confirmTrim(caller: Caller, rallyId: string): Promise<RecordingView> {
    const row = await this.demandReady(rallyId);
    await this.demandSomething(rallyId, row);
    const cut = sharedCut(keptCut(row), trimCut(row));
    const [keptFrom, keptTo] = [cut.from, cut.to].map((at) => (at === null ? null : new Date(at)));
    await this.recordings.change(rallyId, {
      keptFrom: keptFrom ?? null,
      keptTo: keptTo ?? null,
      trimFrom: null,
      trimTo: null,
    });
    await this.archive.cutOff(rallyId, cut);
    return this.done(caller, rallyId, 'recording.cut', { from: iso(keptFrom), to: iso(keptTo) });
  }

  /** Says when it is deleted by itself. Organisers are warned anew. */
  async retain(caller: Caller, rallyId: string, { deleteOn }: RetainRecordingDto): Promise<RecordingView> {
    await this.demandReady(rallyId);
    await this.recordings.change(rallyId, { deleteOn: deleteOn === null ? null : new Date(deleteOn), warnedAt: null });
    return this.done(caller, rallyId, 'recording.retain', { deleteOn });
  }

  async delete(caller: Caller, rallyId: string): Promise<RecordingView> {
    await this.demandReady(rallyId);
    await this.downloads.forget(rallyId);
    await this.recordings.change(rallyId, { deletedAt: new Date(), publishedAt: null });
    await this.archive.delete(rallyId);
    return this.done(caller, rallyId, 'recording.delete');
  }

  async download(caller: Caller, rallyId: string): Promise<RecordingView> {
    await this.demandReady(rallyId);
    const begun = await this.downloads.prepare(rallyId);
    return begun ? this.done(caller, rallyId, 'recording.download') : this.view(rallyId);
  }

  private async done(
    actor: Caller,
    rallyId: string,
    action: `recording.${string}`,
    details: Record<string, unknown> = {},
  ): Promise<RecordingView> {
    const { slug } = await this.rallies.get(rallyId);
    await this.audit.record({ actor, action, subject: slug, details, rallyId });
    return this.view(rallyId);
  }

  private async demandReady(rallyId: string): Promise<Recording> {
    const row = await this.recordings.find(rallyId);
    if (!row || (await this.recordings.stateOf(rallyId)) !== 'ready') throw new RecordingNotReadyError();
    return row;
  }

  private async demandSomething(rallyId: string, row: Recording): Promise<void> {
    const all = await this.recordings.takes(rallyId, 'all');
    if (keptTakes(all, trimCut(row)).length === 0) throw new RecordingCutError();
  }

  /** A burst (stopped, disk, ready) goes as one. */
  private announceSoon(rallyId: string): void {
    if (this.announcing.has(rallyId)) return;
    const timer = setTimeout(() => {
      this.announcing.delete(rallyId);
      this.view(rallyId)
        .then((view) => this.broadcaster.toRoom(rooms.recording(rallyId), 'recording:changed', view))
        // The next change tells of it.
        .catch(() => undefined);
    }, announceAfterMs);
    timer.unref();
    this.announcing.set(rallyId, timer);
  }
}

const announceAfterMs = 100;

const iso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;
