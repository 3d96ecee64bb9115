import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { MembersService } from './members.service.js';

@Controller('api')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Requires('grant.list')
  @Get('rallies/:rallyId/grants')
  ofRally(@Param('rallyId', IdPipe) rallyId: string): Promise<GrantView[]> {
    return this.members.list(rallyId);
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

  /** Roles over the whole organisation. */
  @Requires('grant.list')
  @Get('grants')
  ofOrganisation(): Promise<GrantView[]> {
    return this.members.list(null);
  }

  @Requires('grant.revoke')
  @Delete('grants/:grantId')
  @HttpCode(204)
  revoke(@CallerParam() caller: Caller, @Param('grantId', IdPipe) grantId: string): Promise<void> {
    return this.members.revoke(caller, null, grantId);
  }
}
