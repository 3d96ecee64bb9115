import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { type DryRunView, RuleSetDto, type RuleSetView } from '@sammelan/shared/moderation/rules.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { RuleSetsService } from './rule-sets.service.js';

/** The rules of the chat: the organisation's, and a rally's own. */
@Controller('api')
export class RulesController {
  constructor(private readonly rules: RuleSetsService) {}

  @Requires('moderation.rules')
  @Get('moderation/rules')
  view(): Promise<RuleSetView> {
    return this.rules.view(null);
  }

  @Requires('moderation.rules')
  @Put('moderation/rules')
  save(@CallerParam() caller: Caller, @Body() dto: RuleSetDto): Promise<RuleSetView> {
    return this.rules.save(caller, null, dto);
  }

  @Requires('moderation.rules')
  @Delete('moderation/rules')
  reset(@CallerParam() caller: Caller): Promise<RuleSetView> {
    return this.rules.reset(caller, null);
  }

  @Requires('moderation.rules')
  @Get('rallies/:rallyId/moderation/rules')
  ofRally(@Param('rallyId', IdPipe) rallyId: string): Promise<RuleSetView> {
    return this.rules.view(rallyId);
  }

  @Requires('moderation.rules')
  @Put('rallies/:rallyId/moderation/rules')
  saveOfRally(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() dto: RuleSetDto,
  ): Promise<RuleSetView> {
    return this.rules.save(caller, rallyId, dto);
  }

  @Requires('moderation.rules')
  @Delete('rallies/:rallyId/moderation/rules')
  resetOfRally(@CallerParam() caller: Caller, @Param('rallyId', IdPipe) rallyId: string): Promise<RuleSetView> {
    return this.rules.reset(caller, rallyId);
  }

  /** Tries rules on the last 1,000 messages; changes nothing. */
  @Requires('moderation.rules')
  @Post('rallies/:rallyId/moderation/dry-run')
  @HttpCode(200)
  dryRun(@Param('rallyId', IdPipe) rallyId: string, @Body() dto: RuleSetDto): Promise<DryRunView> {
    return this.rules.dryRun(rallyId, dto);
  }
}
