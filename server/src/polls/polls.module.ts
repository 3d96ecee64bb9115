import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvitesModule } from '../invites/invites.module.js';
import { PhonesModule } from '../phones/phones.module.js';
import { PlaybackModule } from '../playback/playback.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { BallotBox } from './ballot-box.service.js';
import { BallotsRepository } from './ballots.repository.js';
import { OwnBallots } from './own-ballots.service.js';
import { Poll } from './poll.entity.js';
import { PollKeysRepository } from './poll-keys.repository.js';
import { PollKeys } from './poll-keys.service.js';
import { PollRegister } from './poll-register.service.js';
import { PollResultsService } from './poll-results.service.js';
import { PollUnlinkingService } from './poll-unlinking.service.js';
import { PollsController } from './polls.controller.js';
import { PollsGateway } from './polls.gateway.js';
import { PollsRepository } from './polls.repository.js';
import { PollsService } from './polls.service.js';
import { TalliesService } from './tallies.service.js';
import { Voters } from './voters.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Poll]),
    InvitesModule,
    PhonesModule,
    PlaybackModule,
    RalliesModule,
    RegionsModule,
  ],
  controllers: [PollsController],
  providers: [
    PollsRepository,
    BallotsRepository,
    PollRegister,
    BallotBox,
    OwnBallots,
    PollKeysRepository,
    PollKeys,
    Voters,
    TalliesService,
    PollResultsService,
    PollUnlinkingService,
    PollsService,
    PollsGateway,
  ],
  exports: [PollsService],
})
export class PollsModule {}
