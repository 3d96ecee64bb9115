import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import {
  type ChallengeView,
  ClaimDeploymentDto,
  type MeView,
  OpenSessionDto,
  type RedeemedView,
  RenameDto,
  RenewSessionDto,
  type SessionView,
} from '@sammelan/shared/auth/auth.dto.js';
import { EmptyDto } from '@sammelan/shared/contract/contract.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Public, type RequestWithCaller, WithSession } from '../access/requires.js';
import { AuthService } from './auth.service.js';
import { ClaimsService } from './claims.service.js';
import { SessionsService } from './sessions.service.js';

@Controller('api/auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly claims: ClaimsService,
    private readonly sessions: SessionsService,
  ) {}

  /** A viewer's session: no account, no question. */
  @Public()
  @Post('session')
  open(@Req() { caller }: RequestWithCaller, @Body() dto: OpenSessionDto): Promise<SessionView> {
    return this.auth.open(dto, caller ?? null);
  }

  /** Something to sign with the device's key; good for two minutes, once. */
  @Public()
  @Post('challenge')
  @HttpCode(200)
  async challenge(@Body() _: EmptyDto): Promise<ChallengeView> {
    return { challenge: await this.sessions.challenge() };
  }

  /** The session's next token, for its renewal and, where it has a device key, the key's signature. */
  @Public()
  @Post('renew')
  @HttpCode(200)
  renew(@Body() dto: RenewSessionDto): Promise<SessionView> {
    return this.sessions.renew(dto);
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
  me(@CallerParam() caller: Caller, @Query('rally') rallyId?: string): Promise<MeView> {
    return this.auth.me(caller, rallyId ?? null);
  }
}
