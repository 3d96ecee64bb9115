import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  type AuditEntryView,
  type AuditVerificationView,
  ListAuditDto,
  SearchAuditDto,
} from '@sammelan/shared/audit/audit.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { AuditRoots } from './audit-roots.service.js';
import { AuditService } from './audit.service.js';

@Controller('api')
export class AuditController {
  constructor(
    private readonly audit: AuditService,
    private readonly roots: AuditRoots,
  ) {}

  /** What was done in a rally, newest first, a hundred at a time. */
  @Requires('audit.read')
  @Get('rallies/:rallyId/audit')
  ofRally(@Param('rallyId', IdPipe) rallyId: string, @Query() { before }: ListAuditDto): Promise<AuditEntryView[]> {
    return this.audit.list(rallyId, before);
  }

  /** What was done with the organisation as a whole: imports, settings, owners. */
  @Requires('audit.read')
  @Get('audit')
  ofOrganisation(@Query() { before }: ListAuditDto): Promise<AuditEntryView[]> {
    return this.audit.list(null, before);
  }

  /**
   * What was done, in the organisation and in its rallies, by whom, what, on what and when; as far as the caller's own region
   * and rallies reach.
   */
  @Requires('audit.search')
  @Get('audit/search')
  search(@CallerParam() caller: Caller, @Query() query: SearchAuditDto): Promise<AuditEntryView[]> {
    return this.audit.search(caller, query);
  }

  /** Whether the list was whole when it was last checked; null where that was never. */
  @Requires('audit.read')
  @Get('audit/verification')
  verification(): { last: AuditVerificationView | null } {
    return { last: this.roots.state };
  }

  /** Checks the whole list now. */
  @Requires('audit.read')
  @Post('audit/verification')
  @HttpCode(200)
  verify(): Promise<AuditVerificationView> {
    return this.roots.verify();
  }
}
