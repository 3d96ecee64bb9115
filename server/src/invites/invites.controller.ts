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
  @HttpCode(200)
  redeem(@CallerParam() caller: Caller, @Body() dto: RedeemInviteDto): Promise<RedeemedView> {
    return this.invites.redeem(caller, dto);
  }

  @Requires('invite.list')
  @Get('rallies/:rallyId/invites')
  ofRally(@CallerParam() caller: Caller, @Param('rallyId', IdPipe) rallyId: string): Promise<InviteView[]> {
    return this.invites.listFor(caller, rallyId);
  }

  @Requires('invite.create')
  @Post('rallies/:rallyId/invites')
  createInRally(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() dto: CreateInviteDto,
  ): Promise<InviteView> {
    return this.invites.createFor(caller, rallyId, dto);
  }

  @Requires('invite.revoke')
  @Delete('rallies/:rallyId/invites/:inviteId')
  @HttpCode(204)
  revokeInRally(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('inviteId', IdPipe) inviteId: string,
  ): Promise<void> {
    return this.invites.revoke(caller, rallyId, inviteId);
  }

  /** Links to roles over the whole organisation. */
  @Requires('invite.list')
  @Get('invites')
  ofOrganisation(@CallerParam() caller: Caller): Promise<InviteView[]> {
    return this.invites.listFor(caller, null);
  }

  @Requires('invite.create')
  @Post('invites')
  create(@CallerParam() caller: Caller, @Body() dto: CreateInviteDto): Promise<InviteView> {
    return this.invites.createFor(caller, null, dto);
  }

  @Requires('invite.revoke')
  @Delete('invites/:inviteId')
  @HttpCode(204)
  revoke(@CallerParam() caller: Caller, @Param('inviteId', IdPipe) inviteId: string): Promise<void> {
    return this.invites.revoke(caller, null, inviteId);
  }
}
