import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ClaimDeploymentDto,
  type MeView,
  OpenSessionDto,
  type RedeemedView,
  RenameDto,
  type SessionView,
} from '@sammelan/shared/auth/auth.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Public, WithSession } from '../access/requires.js';
import { AuthService } from './auth.service.js';
import { ClaimsService } from './claims.service.js';

@Controller('api/auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly claims: ClaimsService,
  ) {}

  /** A viewer's session: no account, no question. */
  @Public()
  @Post('session')
  open(@Body() { deviceId }: OpenSessionDto): Promise<SessionView> {
    return this.auth.open(deviceId);
  }

  /** The caller under a new name: use the new token from here on. */
  @WithSession()
  @Post('name')
  rename(@CallerParam() caller: Caller, @Body() { name }: RenameDto): Promise<SessionView> {
    return this.auth.rename(caller, name);
  }

  /** Makes the caller the deployment's first owner, by the token of the link that the server printed. */
  @WithSession()
  @Post('claim')
  @HttpCode(200)
  claim(@CallerParam() caller: Caller, @Body() dto: ClaimDeploymentDto): Promise<RedeemedView> {
    return this.claims.claim(caller, dto);
  }

  /** Who the caller is, in the organisation or, with `rally` (its id), in that rally. */
  @WithSession()
  @Get('me')
  me(@CallerParam() caller: Caller, @Query('rally') rallyId?: string): MeView {
    return this.auth.me(caller, rallyId ?? null);
  }
}
