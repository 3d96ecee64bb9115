import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { type CodeSentView, ConfirmCodeDto, type PhoneView, SendCodeDto } from '@sammelan/shared/phones/phones.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, WithSession } from '../access/requires.js';
import { CodesService } from './codes.service.js';
import { PhonesService } from './phones.service.js';

@Controller('api/phone')
export class PhonesController {
  constructor(
    private readonly codes: CodesService,
    private readonly phones: PhonesService,
  ) {}

  /** Whether the caller has confirmed a phone, and its last two digits. */
  @WithSession()
  @Get()
  mine(@CallerParam() caller: Caller): Promise<PhoneView> {
    return this.phones.view(caller.identityId);
  }

  /** Sends a code by text message. */
  @WithSession()
  @Post('code')
  @HttpCode(200)
  send(@CallerParam() caller: Caller, @Body() dto: SendCodeDto): Promise<CodeSentView> {
    return this.codes.send(caller, dto);
  }

  /** Confirms the phone by the code that came. */
  @WithSession()
  @Post('confirm')
  @HttpCode(200)
  confirm(@CallerParam() caller: Caller, @Body() dto: ConfirmCodeDto): Promise<PhoneView> {
    return this.codes.confirm(caller, dto);
  }
}
