import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import {
  type AccountView,
  AddPasskeyDto,
  ChangePasswordDto,
  ConfirmTotpDto,
  PasswordDto,
  type PasskeyOptionsView,
  type RecoveryCodesView,
  SecureAccountDto,
  type TotpSecretView,
} from '@sammelan/shared/accounts/accounts.dto.js';
import { EmptyDto } from '@sammelan/shared/contract/contract.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, WithSession } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { AccountsService } from './accounts.service.js';
import { browserName } from './browser-name.js';

/** The caller's own account. */
@Controller('api/account')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @WithSession()
  @Get()
  view(@CallerParam() caller: Caller): Promise<AccountView> {
    return this.accounts.view(caller);
  }

  /** Gives whoever came by a link an account to come back with. */
  @WithSession()
  @Post()
  secure(
    @CallerParam() caller: Caller,
    @Body() dto: SecureAccountDto,
    @Headers('user-agent') agent?: string,
  ): Promise<AccountView> {
    return this.accounts.secure(caller, dto, browserName(agent));
  }

  @WithSession()
  @Post('password')
  @HttpCode(204)
  changePassword(@CallerParam() caller: Caller, @Body() dto: ChangePasswordDto): Promise<void> {
    return this.accounts.changePassword(caller, dto);
  }

  /** A secret for an authenticator app. */
  @WithSession()
  @Post('totp')
  @HttpCode(200)
  offerTotp(@CallerParam() caller: Caller, @Body() { password }: PasswordDto): Promise<TotpSecretView> {
    return this.accounts.offerTotp(caller, password);
  }

  @WithSession()
  @Post('totp/confirm')
  @HttpCode(200)
  confirmTotp(@CallerParam() caller: Caller, @Body() dto: ConfirmTotpDto): Promise<RecoveryCodesView> {
    return this.accounts.confirmTotp(caller, dto);
  }

  @WithSession()
  @Post('passkeys/options')
  @HttpCode(200)
  offerPasskey(@CallerParam() caller: Caller, @Body() { password }: PasswordDto): Promise<PasskeyOptionsView> {
    return this.accounts.offerPasskey(caller, password);
  }

  @WithSession()
  @Post('passkeys')
  addPasskey(@CallerParam() caller: Caller, @Body() dto: AddPasskeyDto): Promise<RecoveryCodesView> {
    return this.accounts.addPasskey(caller, dto);
  }

  @WithSession()
  @Delete('passkeys/:passkeyId')
  @HttpCode(204)
  removePasskey(@CallerParam() caller: Caller, @Param('passkeyId') passkeyId: string): Promise<void> {
    return this.accounts.removePasskey(caller, passkeyId);
  }

  @WithSession()
  @Post('recovery-codes')
  @HttpCode(200)
  renewRecoveryCodes(@CallerParam() caller: Caller, @Body() { password }: PasswordDto): Promise<RecoveryCodesView> {
    return this.accounts.renewRecoveryCodes(caller, password);
  }

  @WithSession()
  @Post('sessions/end-others')
  @HttpCode(204)
  endOthers(@CallerParam() caller: Caller, @Body() _: EmptyDto): Promise<void> {
    return this.accounts.endOtherSessions(caller);
  }

  @WithSession()
  @Delete('sessions/:sessionId')
  @HttpCode(204)
  endSession(@CallerParam() caller: Caller, @Param('sessionId', IdPipe) sessionId: string): Promise<void> {
    return this.accounts.endSession(caller, sessionId);
  }
}
