import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { type MeView, OpenSessionDto, RenameDto, type SessionView } from '@sammelan/shared/auth/auth.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Public, WithSession } from '../access/requires.js';
import { AuthService } from './auth.service.js';

@Controller('api/auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

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

  /** Who the caller is, in the organisation or, with `rally` (its id), in that rally. */
  @WithSession()
  @Get('me')
  me(@CallerParam() caller: Caller, @Query('rally') rallyId?: string): MeView {
    return this.auth.me(caller, rallyId ?? null);
  }
}
