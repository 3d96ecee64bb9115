import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import type { ProgrammeLog } from '../media/packaging/programme-log.js';
import { HlsService, lingerMs } from './hls.service.js';
import { PackagingService } from './packaging.service.js';
import { S3Bucket } from './s3-bucket.js';
import { StreamAccess } from './stream-access.service.js';
import { playlistNames, StreamCopy } from './stream-copy.js';

/** A copy that has been behind for longer than this shows a picture that stands still: players come to the server. */
const behindMs = 10_000;
const abreast = 8;
/** A store that refuses to take something back is asked again: anybody may read it as long as it is there. */
const againMs = 30_000;

/** Copies every public rally's HLS to the bucket of `S3_*`, and sends players there while the copy is whole. */
@Injectable()
export class StreamCopies implements OnModuleInit {
  private readonly logger = new Logger(StreamCopies.name);
  private readonly bucket: S3Bucket | null;
  private readonly copies = new Map<string, StreamCopy>();
  /** Rallies whose copy has been whole once. */
  private readonly begun = new Set<string>();
  /** Since when a rally's copy is behind, ms. */
  private readonly failing = new Map<string, number>();
  /** Rallies that have become private: a copy that was about to begin does not. */
  private readonly withheld = new Set<string>();
  private readonly said = new Map<string, boolean>();
  private readonly listeners: ((rallyId: string) => void)[] = [];

  constructor(
    private readonly packaging: PackagingService,
    private readonly hls: HlsService,
    private readonly access: StreamAccess,
    private readonly rallies: RalliesService,
    private readonly metrics: MetricsService,
    @Inject(CONFIG) { stream }: Config,
  ) {
    this.bucket = stream.s3 && new S3Bucket(stream.s3);
  }

  onModuleInit(): void {
    if (!this.bucket) return;
    this.access.copiesBy((rallyId) => this.isWhole(rallyId));
    this.metrics.gauge('stream_copies_failing', 'Rallies whose copy in the bucket is behind.', () => this.failing.size);
    this.packaging.onOpened((rallyId, log) =>
      log.on('changed', () => {
        void this.update(rallyId);
        if (log.endedAt !== null) setTimeout(() => void this.takeBack(rallyId, log), lingerMs).unref();
      }),
    );
    this.rallies.onChanged(async (rallyId, { watchAudience }) => {
      if (watchAudience === 'everyone') this.withheld.delete(rallyId);
      if (watchAudience !== 'invited') return;
      this.withheld.add(rallyId);
      const log = this.hls.find(rallyId);
      if (log) await this.takeBack(rallyId, log);
    });
  }

  /** Called when a rally's copy can be watched, or cannot any more. */
  onChanged(listener: (rallyId: string) => void): void {
    this.listeners.push(listener);
  }

  /**
   * Takes everything of a rally out of the bucket, which anyone may read: what is over is a replay, and who sees that is the
   * server's to say. Resolves also where the store refuses, which is logged; it is asked again later.
   */
  async takeBack(rallyId: string, log: ProgrammeLog): Promise<void> {
    const { bucket } = this;
    if (!bucket) return;
    const copy = this.copies.get(rallyId);
    await copy?.stop();
    this.copies.delete(rallyId);
    this.begun.delete(rallyId);
    const uris = log.takes.flatMap(({ facts, segments }) => [
      ...Object.values(facts).map(({ init }) => init),
      ...Object.values(segments)
        .flat()
        .map(({ uri }) => uri),
    ]);
    const keys = [...new Set([...playlistNames, ...(copy?.names ?? []), ...uris])].map((name) => `${rallyId}/${name}`);
    try {
      for (let at = 0; at < keys.length; at += abreast) {
        await Promise.all(keys.slice(at, at + abreast).map((key) => bucket.remove(key)));
      }
    } catch (error) {
      this.logger.error({ err: error, rallyId, msg: 'the copy in the bucket is still there' });
      setTimeout(() => {
        if (!this.copies.has(rallyId)) void this.takeBack(rallyId, log);
      }, againMs).unref();
    }
  }

  private isWhole(rallyId: string): boolean {
    const since = this.failing.get(rallyId);
    return this.begun.has(rallyId) && (since === undefined || performance.now() - since < behindMs);
  }

  private async update(rallyId: string): Promise<void> {
    const { watchAudience } = await this.rallies.get(rallyId);
    // A bucket knows nothing of our signatures.
    if (!this.bucket || watchAudience !== 'everyone' || this.withheld.has(rallyId)) return;
    if (!this.hls.hasBegun(rallyId)) return;
    let copy = this.copies.get(rallyId);
    if (!copy) {
      copy = new StreamCopy(rallyId, this.hls.source(rallyId), this.bucket, (error) => this.heard(rallyId, error));
      this.copies.set(rallyId, copy);
    }
    await copy.update();
  }

  private heard(rallyId: string, error: unknown): void {
    if (error === null) {
      this.begun.add(rallyId);
      this.failing.delete(rallyId);
    } else {
      if (!this.failing.has(rallyId)) this.failing.set(rallyId, performance.now());
      this.logger.warn({ err: error, rallyId, msg: 'the copy in the bucket is behind' });
    }
    const whole = this.isWhole(rallyId);
    if (whole === this.said.get(rallyId)) return;
    this.said.set(rallyId, whole);
    for (const listener of this.listeners) listener(rallyId);
  }
}
