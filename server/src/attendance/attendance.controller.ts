import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import {
  AttendanceSeriesDto,
  type AttendanceSeriesView,
  type AttendanceTrendsView,
} from '@sammelan/shared/attendance/attendance.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Requires, WithSession } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { AttendanceReports } from './attendance-reports.service.js';

const csv = 'text/csv; charset=utf-8';

@Controller('api')
export class AttendanceController {
  constructor(
    private readonly reports: AttendanceReports,
    private readonly rallies: RalliesService,
  ) {}

  /** Viewers over time, in total or of a region. */
  @Requires('attendance.tree')
  @Get('rallies/:rallyId/attendance/series')
  series(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Query() { path = '/' }: AttendanceSeriesDto,
  ): Promise<AttendanceSeriesView> {
    return this.reports.series(caller, rallyId, path);
  }

  /** The last half hour of a region's children: what rises and what falls. */
  @Requires('attendance.tree')
  @Get('rallies/:rallyId/attendance/trends')
  trends(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Query() { path = '/' }: AttendanceSeriesDto,
  ): Promise<AttendanceTrendsView> {
    return this.reports.trends(caller, rallyId, path);
  }

  /** Viewers now, by rally, of those at whose desk the caller has a place. */
  @WithSession()
  @Get('attendance/now')
  watching(@CallerParam() caller: Caller): Promise<Record<string, number>> {
    return this.reports.watching(caller);
  }

  /** Viewers by region. */
  @Requires('attendance.export')
  @Get('rallies/:rallyId/attendance.csv')
  @Header('content-type', csv)
  @Header('content-disposition', 'attachment; filename="attendance.csv"')
  regions(@CallerParam() caller: Caller, @Param('rallyId', IdPipe) rallyId: string): Promise<string> {
    return this.reports.regionsCsv(caller, rallyId);
  }

  /** When viewers came and went, without saying who they are. */
  @Requires('attendance.export')
  @Get('rallies/:rallyId/attendance/sessions.csv')
  async sessions(@CallerParam() caller: Caller, @Param('rallyId', IdPipe) rallyId: string): Promise<StreamableFile> {
    await this.rallies.get(rallyId);
    const disposition = 'attachment; filename="attendance-sessions.csv"';
    return new StreamableFile(Readable.from(this.reports.sessionsCsv(caller, rallyId)), { type: csv, disposition });
  }
}
