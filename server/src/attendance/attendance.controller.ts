import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { AttendanceSeriesDto, type AttendanceSeriesView } from '@sammelan/shared/attendance/attendance.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { AttendanceReports } from './attendance-reports.service.js';

const csv = 'text/csv; charset=utf-8';

@Controller('api/rallies/:rallyId')
export class AttendanceController {
  constructor(
    private readonly reports: AttendanceReports,
    private readonly rallies: RalliesService,
  ) {}

  /** Viewers over time, in total or of a region. */
  @Requires('attendance.tree')
  @Get('attendance/series')
  series(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Query() { path = '/' }: AttendanceSeriesDto,
  ): Promise<AttendanceSeriesView> {
    return this.reports.series(caller, rallyId, path);
  }

  /** Viewers by region. */
  @Requires('attendance.export')
  @Get('attendance.csv')
  @Header('content-type', csv)
  @Header('content-disposition', 'attachment; filename="attendance.csv"')
  regions(@Param('rallyId', IdPipe) rallyId: string): Promise<string> {
    return this.reports.regionsCsv(rallyId);
  }

  /** When viewers came and went, without saying who they are. */
  @Requires('attendance.export')
  @Get('attendance/sessions.csv')
  async sessions(@Param('rallyId', IdPipe) rallyId: string): Promise<StreamableFile> {
    await this.rallies.get(rallyId);
    const disposition = 'attachment; filename="attendance-sessions.csv"';
    return new StreamableFile(Readable.from(this.reports.sessionsCsv(rallyId)), { type: csv, disposition });
  }
}
