import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AppealDto, type AppealView } from '@sammelan/shared/moderation/moderation.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, WithSession } from '../access/requires.js';
import { AppealsService } from './appeals.service.js';

/** Over REST, because the banned have no socket. */
@Controller('api/rallies/public/:slug/appeal')
export class AppealsController {
  constructor(private readonly appeals: AppealsService) {}

  @WithSession()
  @Get()
  view(@CallerParam() caller: Caller, @Param('slug') slug: string): Promise<AppealView> {
    return this.appeals.view(caller, slug);
  }

  @WithSession()
  @Post()
  @HttpCode(200)
  appeal(@CallerParam() caller: Caller, @Param('slug') slug: string, @Body() { text }: AppealDto): Promise<AppealView> {
    return this.appeals.make(caller, slug, text);
  }
}
