import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppError } from '@sammelan/shared/contract/errors.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { ConfigError } from '../config/environment.js';
import type { RtmpFront } from '../media/rtmp/rtmp-front.js';
import type { RtmpPublisher } from '../media/rtmp/rtmp-publisher.js';
import { RtmpRelay } from '../media/rtmp/rtmp-relay.js';
import { PackagingService } from '../packaging/packaging.service.js';
import { IngestsService } from './ingests.service.js';
import { StreamKeysService } from './stream-keys.service.js';

/** Encoders that know no WebRTC send by RTMP: all keys on one port, none of which starts anything before it was found right. */
@Injectable()
export class RtmpService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RtmpService.name);
  private front: RtmpFront | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly keys: StreamKeysService,
    private readonly ingests: IngestsService,
    private readonly packaging: PackagingService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { rtmpPort } = this.config.media;
    if (rtmpPort === null) return;
    if (!this.packaging.ffmpeg) return this.logger.warn('RTMP_PORT is set, but there is no ffmpeg: no RTMP is taken.');
    // Few take RTMP: the others start without reading it.
    const front = await import('../media/rtmp/rtmp-front.js');
    try {
      this.front = await front.RtmpFront.listen(rtmpPort, this.config.host, (publisher) => this.meet(publisher));
    } catch (error) {
      throw new ConfigError(`RTMP_PORT ${rtmpPort} cannot be opened (${(error as NodeJS.ErrnoException).code}).`);
    }
  }

  onModuleDestroy(): void {
    this.front?.close();
  }

  /** Null where no RTMP is taken. */
  get port(): number | null {
    return this.front?.port ?? null;
  }

  private meet(publisher: RtmpPublisher): void {
    publisher.once('publish', ({ name }) => {
      this.open(publisher, name).catch((error: unknown) => {
        publisher.close();
        if (!(error instanceof AppError)) this.logger.error({ err: error });
      });
    });
  }

  private async open(publisher: RtmpPublisher, secret: string): Promise<void> {
    const key = await this.keys.find(secret);
    await this.ingests.admit(key);
    const complain = (words: string) =>
      this.logger.warn({ msg: 'what an encoder sends by RTMP cannot be read', keyId: key.id, words });
    const relay = new RtmpRelay(publisher, complain);
    publisher.accept();
    const facts = await relay.known();
    const ffmpeg = this.packaging.ffmpeg ?? '';
    const notes = facts.transcodes ? (['transcoded'] as const) : [];
    await this.ingests.open(key, 'rtmp', notes, async (room, seatId) => {
      const speaker = await room.openPlainReserve(seatId);
      try {
        await relay.start(ffmpeg, speaker, facts);
        return speaker;
      } catch (error) {
        speaker.close('removed');
        throw error;
      }
    });
  }
}
