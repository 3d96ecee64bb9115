import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvitesModule } from '../invites/invites.module.js';
import { PackagingModule } from '../packaging/packaging.module.js';
import { PlaybackModule } from '../playback/playback.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { StageModule } from '../stage/stage.module.js';
import { StoredBooth } from './booth.entity.js';
import { BoothKeeper } from './booth-keeper.service.js';
import { BoothsRepository } from './booths.repository.js';
import { BoothsService } from './booths.service.js';
import { InterpretationGateway } from './interpretation.gateway.js';
import { InterpretedSound } from './interpreted-sound.service.js';
import { InterpretersService } from './interpreters.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([StoredBooth]),
    InvitesModule,
    PackagingModule,
    PlaybackModule,
    RalliesModule,
    StageModule,
  ],
  providers: [
    BoothsRepository,
    BoothKeeper,
    BoothsService,
    InterpretersService,
    InterpretedSound,
    InterpretationGateway,
  ],
})
export class InterpretationModule {}
