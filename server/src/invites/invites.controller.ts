import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { type RedeemedView, RedeemInviteDto } from '@sammelan/shared/auth/auth.dto.js';
import { CreateInviteDto, type InviteView } from '@sammelan/shared/invites/invites.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Requires, WithSession } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { InvitesService } from './invites.service.js';

@Controller('api')
export class InvitesController {
  constructor(private readonly invites: InvitesService) {}

  /** Redeems a link's token, from the fragment, for the caller. By POST, so that link previews never do. */
  @WithSession()
  @Post('auth/redeem')
  redeem(@CallerParam() caller: Caller, @Body() dto: RedeemInviteDto): Promise<RedeemedView> {
    return this.invites.redeem(caller, dto);
  }

  @Requires('invite.list')
  @Get('rallies/:rallyId/invites')
  list(@Param('rallyId', IdPipe) rallyId: string): Promise<InviteView[]> {
    return this.invites.ofRally(rallyId);
  }

  @Requires('invite.create')
  @Post('rallies/:rallyId/invites')
  create(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() dto: CreateInviteDto,
  ): Promise<InviteView> {
    return this.invites.createFor(caller, rallyId, dto);
  }

  @Requires('invite.revoke')
  @Delete('rallies/:rallyId/invites/:inviteId')
  @HttpCode(204)
  revoke(@Param('rallyId', IdPipe) rallyId: string, @Param('inviteId', IdPipe) inviteId: string): Promise<void> {
    return this.invites.revoke(rallyId, inviteId);
  }
}
