import { Module } from '@nestjs/common';
import { PlaybackModule } from '../playback/playback.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { StageModule } from '../stage/stage.module.js';
import { HlsController } from './hls.controller.js';
import { HlsService } from './hls.service.js';
import { LowLatencyService } from './low-latency.service.js';
import { LadderAnnouncer } from './ladder-announcer.service.js';
import { PackagingGateway } from './packaging.gateway.js';
import { PackagingService } from './packaging.service.js';
import { StreamAccess } from './stream-access.service.js';
import { StreamCopies } from './stream-copies.service.js';

@Module({
  imports: [PlaybackModule, RalliesModule, StageModule],
  controllers: [HlsController],
  providers: [
    HlsService,
    LowLatencyService,
    LadderAnnouncer,
    PackagingGateway,
    PackagingService,
    StreamAccess,
    StreamCopies,
  ],
  exports: [HlsService, PackagingService, StreamCopies],
})
export class PackagingModule {}
