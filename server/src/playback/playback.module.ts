import { Module } from '@nestjs/common';
import { RalliesModule } from '../rallies/rallies.module.js';
import { StageModule } from '../stage/stage.module.js';
import { PlaybackController } from './playback.controller.js';
import { PlaybackGateway } from './playback.gateway.js';
import { PlaybackService } from './playback.service.js';

@Module({
  imports: [RalliesModule, StageModule],
  controllers: [PlaybackController],
  providers: [PlaybackGateway, PlaybackService],
})
export class PlaybackModule {}
