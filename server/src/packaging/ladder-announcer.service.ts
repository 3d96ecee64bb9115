import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ladderOf } from '@sammelan/shared/packaging/packaging.rules.js';
import type { HlsView } from '@sammelan/shared/playback/playback.dto.js';
import { HlsLadders } from '../playback/hls-ladders.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { HlsService } from './hls.service.js';
import { PackagingService } from './packaging.service.js';
import { StreamCopies } from './stream-copies.service.js';

/** A fraction of a signature's window: whoever watches has the next one long before theirs expires. */
const lookEveryMs = 15_000;

/** Tells where each rally's HLS is, and tells it anew when that changes: it begins, its addresses are signed anew. */
@Injectable()
export class LadderAnnouncer implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(LadderAnnouncer.name);
  private readonly known = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly hls: HlsService,
    private readonly packaging: PackagingService,
    private readonly ladders: HlsLadders,
    private readonly copies: StreamCopies,
    private readonly rallies: RalliesService,
  ) {}

  onModuleInit(): void {
    this.packaging.onOpened((rallyId, log) => {
      this.known.add(rallyId);
      log.on('changed', () => this.tell(rallyId));
    });
    this.rallies.onChanged((rallyId, { watchAudience }) => {
      if (watchAudience !== undefined && this.known.has(rallyId)) this.tell(rallyId);
    });
    this.copies.onChanged((rallyId) => this.tell(rallyId));
    this.timer = setInterval(() => {
      for (const rallyId of this.known) this.tell(rallyId);
    }, lookEveryMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private tell(rallyId: string): void {
    this.ladder(rallyId).then(
      (ladder) => this.ladders.put(rallyId, ladder),
      (error: unknown) => this.logger.error({ err: error, rallyId }),
    );
  }

  private async ladder(rallyId: string): Promise<HlsView | null> {
    return ladderOf(await this.hls.view(rallyId));
  }
}
