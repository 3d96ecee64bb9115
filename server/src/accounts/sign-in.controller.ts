import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import {
  type PasskeyOptionsView,
  PasskeySignInDto,
  SecondFactorDto,
  SignInDto,
  type SignInView,
} from '@sammelan/shared/accounts/accounts.dto.js';
import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { EmptyDto } from '@sammelan/shared/contract/contract.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Public, WithSession } from '../access/requires.js';
import { AccountsService } from './accounts.service.js';
import { browserName } from './browser-name.js';
import { PasskeysService } from './passkeys.service.js';
import { SignInService } from './sign-in.service.js';

@Controller('api/auth')
export class SignInController {
  constructor(
    private readonly signIn: SignInService,
    private readonly passkeys: PasskeysService,
    private readonly accounts: AccountsService,
  ) {}

  /** Login and password; the second factor follows. */
  @Public()
  @Post('sign-in')
  @HttpCode(200)
  begin(@Body() dto: SignInDto): Promise<SignInView> {
    return this.signIn.begin(dto);
  }

  @Public()
  @Post('sign-in/code')
  @HttpCode(200)
  finish(@Body() dto: SecondFactorDto, @Headers('user-agent') agent?: string): Promise<SessionView> {
    return this.signIn.finish(dto, browserName(agent));
  }

  @Public()
  @Post('sign-in/passkey-options')
  @HttpCode(200)
  passkeyOptions(@Body() _: EmptyDto): Promise<PasskeyOptionsView> {
    return this.passkeys.ask();
  }

  @Public()
  @Post('sign-in/passkey')
  @HttpCode(200)
  byPasskey(@Body() dto: PasskeySignInDto, @Headers('user-agent') agent?: string): Promise<SessionView> {
    return this.signIn.byPasskey(dto, browserName(agent));
  }

  /** Ends the session that asks, with its live sockets. */
  @WithSession()
  @Post('sign-out')
  @HttpCode(204)
  signOut(@CallerParam() caller: Caller, @Body() _: EmptyDto): Promise<void> {
    return this.accounts.signOut(caller);
  }
}
