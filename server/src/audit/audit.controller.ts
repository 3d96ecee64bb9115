import { Controller, Get, Param, Query } from '@nestjs/common';
import { type AuditEntryView, ListAuditDto } from '@sammelan/shared/audit/audit.dto.js';
import { Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { AuditService } from './audit.service.js';

@Controller('api')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

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
}
