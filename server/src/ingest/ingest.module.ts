import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PackagingModule } from '../packaging/packaging.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { StageModule } from '../stage/stage.module.js';
import { IngestDeskService } from './ingest-desk.service.js';
import { IngestsService } from './ingests.service.js';
import { RtmpService } from './rtmp.service.js';
import { StreamKey } from './stream-key.entity.js';
import { StreamKeysController } from './stream-keys.controller.js';
import { StreamKeysRepository } from './stream-keys.repository.js';
import { StreamKeysService } from './stream-keys.service.js';
import { WhipController, whipHeaders } from './whip.controller.js';
import { WhipService } from './whip.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([StreamKey]), PackagingModule, RalliesModule, StageModule],
  controllers: [StreamKeysController, WhipController],
  providers: [IngestDeskService, IngestsService, RtmpService, StreamKeysRepository, StreamKeysService, WhipService],
})
export class IngestModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(whipHeaders).forRoutes('whip', 'whip/:ingestId');
  }
}
