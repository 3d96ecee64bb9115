import { Module } from '@nestjs/common';
import { RalliesModule } from '../rallies/rallies.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { AttendanceController } from './attendance.controller.js';
import { AttendanceGateway } from './attendance.gateway.js';
import { AttendanceLog } from './attendance-log.service.js';
import { AttendancePushes } from './attendance-pushes.service.js';
import { AttendanceReports } from './attendance-reports.service.js';
import { AttendanceRepository } from './attendance.repository.js';
import { AttendanceService } from './attendance.service.js';
import { LiveAttendances } from './live-attendances.service.js';

@Module({
  imports: [RalliesModule, RegionsModule],
  controllers: [AttendanceController],
  providers: [
    AttendanceRepository,
    AttendanceLog,
    LiveAttendances,
    AttendancePushes,
    AttendanceReports,
    AttendanceService,
    AttendanceGateway,
  ],
  exports: [AttendanceService],
})
export class AttendanceModule {}
