import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { PhonesModule } from '../phones/phones.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { Invite } from './invite.entity.js';
import { InviteUses } from './invite-uses.service.js';
import { InvitesController } from './invites.controller.js';
import { InvitesRepository } from './invites.repository.js';
import { InvitesService } from './invites.service.js';
import { Redeemers } from './redeemers.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Invite]), AuthModule, PhonesModule, RalliesModule, RegionsModule],
  controllers: [InvitesController],
  providers: [InvitesRepository, InviteUses, Redeemers, InvitesService],
  exports: [InvitesService, InviteUses, Redeemers],
})
export class InvitesModule {}
