import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RalliesModule } from '../rallies/rallies.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { Hand } from './hand.entity.js';
import { HandsGateway } from './hands.gateway.js';
import { HandsService } from './hands.service.js';
import { LevelsService } from './levels.service.js';
import { MediaPlane } from './media-plane.service.js';
import { Programme } from './programme.entity.js';
import { ProgrammeService } from './programme.service.js';
import { Seat } from './seat.entity.js';
import { SeatsService } from './seats.service.js';
import { SpeakersService } from './speakers.service.js';
import { StageAnnouncer } from './stage-announcer.service.js';
import { StageGateway } from './stage.gateway.js';
import { StageMetrics } from './stage-metrics.service.js';
import { StageRepository } from './stage.repository.js';
import { StageStore } from './stage-store.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Seat, Programme, Hand]), RalliesModule, RegionsModule],
  providers: [
    HandsGateway,
    HandsService,
    LevelsService,
    MediaPlane,
    ProgrammeService,
    SeatsService,
    SpeakersService,
    StageAnnouncer,
    StageGateway,
    StageMetrics,
    StageRepository,
    StageStore,
  ],
  exports: [HandsService, MediaPlane, SeatsService, StageStore],
})
export class StageModule {}
