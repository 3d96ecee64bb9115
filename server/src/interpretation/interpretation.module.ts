import { Module } from '@nestjs/common';
import { InvitesModule } from '../invites/invites.module.js';
import { PlaybackModule } from '../playback/playback.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { StageModule } from '../stage/stage.module.js';
import { BoothsService } from './booths.service.js';
import { InterpretationGateway } from './interpretation.gateway.js';
import { InterpretersService } from './interpreters.service.js';

@Module({
  imports: [InvitesModule, PlaybackModule, RalliesModule, StageModule],
  providers: [BoothsService, InterpretersService, InterpretationGateway],
})
export class InterpretationModule {}
