import { Injectable } from '@nestjs/common';
import type {
  AttendanceTreeDto,
  AttendanceTreeView,
  AttendanceView,
  PlaceViewerDto,
} from '@sammelan/shared/attendance/attendance.dto.js';
import type { EmptyDto } from '@sammelan/shared/contract/contract.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { AttendanceService } from './attendance.service.js';

@Injectable()
export class AttendanceGateway {
  constructor(private readonly attendance: AttendanceService) {}

  @OnCommand('attendance:now', 'attendance.read')
  now({ data }: AppSocket, _: EmptyDto): Promise<AttendanceView> {
    return this.attendance.now(data);
  }

  @OnCommand('attendance:place', 'attendance.read')
  place({ data }: AppSocket, { regionCode }: PlaceViewerDto): Promise<AttendanceView> {
    return this.attendance.place(data, regionCode);
  }

  @OnCommand('attendance:tree', 'attendance.tree')
  tree(socket: AppSocket, { parentPath }: AttendanceTreeDto): Promise<AttendanceTreeView> {
    return this.attendance.watchTree(socket, parentPath);
  }
}
