import { Inject, Injectable } from '@nestjs/common';
import type { StreamKeysView } from '@sammelan/shared/ingest/ingest.dto.js';
import { PublicAddress } from '../http/public-address.js';
import { IngestsService } from './ingests.service.js';
import { RtmpService } from './rtmp.service.js';
import { keyView, StreamKeysService } from './stream-keys.service.js';

/** What the console shows of encoders. */
@Injectable()
export class IngestDeskService {
  constructor(
    private readonly stored: StreamKeysService,
    private readonly ingests: IngestsService,
    private readonly rtmp: RtmpService,
    @Inject(PublicAddress) private readonly address: PublicAddress,
  ) {}

  async keys(rallyId: string): Promise<StreamKeysView> {
    const keys = await this.stored.list(rallyId);
    return {
      whipUrl: `${this.address.url}/whip`,
      rtmpUrl: this.rtmpUrl,
      keys: await Promise.all(keys.map(async (key) => ({ ...keyView(key), ingests: await this.ingests.of(key.id) }))),
    };
  }

  private get rtmpUrl(): string | null {
    const { port } = this.rtmp;
    return port === null ? null : `rtmp://${new URL(this.address.url).hostname}:${port}/live`;
  }
}
