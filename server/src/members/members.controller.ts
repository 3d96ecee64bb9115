import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { GiveGrantDto, type GrantView, ListGrantsDto, ProlongGrantDto } from '@sammelan/shared/members/members.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { MembersService } from './members.service.js';

@Controller('api')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  /** Roles in a rally, as far as they lie in the caller's subtree. */
  @Requires('grant.list')
  @Get('rallies/:rallyId/grants')
  ofRally(@CallerParam() caller: Caller, @Param('rallyId', IdPipe) rallyId: string): Promise<GrantView[]> {
    return this.members.ofRally(caller, rallyId);
  }

  @Requires('grant.give')
  @Post('rallies/:rallyId/grants')
  giveInRally(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() dto: GiveGrantDto,
  ): Promise<GrantView> {
    return this.members.give(caller, rallyId, dto);
  }

  @Requires('grant.give')
  @Patch('rallies/:rallyId/grants/:grantId')
  prolongInRally(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('grantId', IdPipe) grantId: string,
    @Body() { expiresAt }: ProlongGrantDto,
  ): Promise<GrantView> {
    return this.members.prolong(caller, rallyId, grantId, expiresAt);
  }

  @Requires('grant.revoke')
  @Delete('rallies/:rallyId/grants/:grantId')
  @HttpCode(204)
  revokeInRally(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('grantId', IdPipe) grantId: string,
  ): Promise<void> {
    return this.members.revoke(caller, rallyId, grantId);
  }

  /** Who may do what, where and why: every role in the caller's subtree, in all rallies, a hundred at a time. */
  @Requires('grant.list')
  @Get('grants')
  find(@CallerParam() caller: Caller, @Query() query: ListGrantsDto): Promise<GrantView[]> {
    return this.members.find(caller, query);
  }

  @Requires('grant.give')
  @Post('grants')
  give(@CallerParam() caller: Caller, @Body() dto: GiveGrantDto): Promise<GrantView> {
    return this.members.give(caller, null, dto);
  }

  @Requires('grant.give')
  @Patch('grants/:grantId')
  prolong(
    @CallerParam() caller: Caller,
    @Param('grantId', IdPipe) grantId: string,
    @Body() { expiresAt }: ProlongGrantDto,
  ): Promise<GrantView> {
    return this.members.prolong(caller, null, grantId, expiresAt);
  }

  @Requires('grant.revoke')
  @Delete('grants/:grantId')
  @HttpCode(204)
  revoke(@CallerParam() caller: Caller, @Param('grantId', IdPipe) grantId: string): Promise<void> {
    return this.members.revoke(caller, null, grantId);
  }
}
