import { Module } from '@nestjs/common';
import { RalliesModule } from '../rallies/rallies.module.js';
import { StageModule } from '../stage/stage.module.js';
import { HeadroomService } from './headroom.service.js';
import { HlsLadders } from './hls-ladders.service.js';
import { PlaybackController } from './playback.controller.js';
import { PlaybackGateway } from './playback.gateway.js';
import { PlaybackService } from './playback.service.js';
import { SlidesService } from './slides.service.js';
import { WaysService } from './ways.service.js';

@Module({
  imports: [RalliesModule, StageModule],
  controllers: [PlaybackController],
  providers: [HeadroomService, HlsLadders, PlaybackGateway, PlaybackService, SlidesService, WaysService],
  exports: [HlsLadders, PlaybackService, SlidesService],
})
export class PlaybackModule {}
