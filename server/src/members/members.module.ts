import { Module } from '@nestjs/common';
import { InvitesModule } from '../invites/invites.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { MembersController } from './members.controller.js';
import { MembersService } from './members.service.js';

@Module({
  imports: [InvitesModule, RalliesModule, RegionsModule],
  controllers: [MembersController],
  providers: [MembersService],
})
export class MembersModule {}
