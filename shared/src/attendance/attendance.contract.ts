import { command, EmptyDto } from '../contract/contract.js';
import { AttendanceTreeDto, type AttendanceTreeView, type AttendanceView, PlaceViewerDto } from './attendance.dto.js';

export const attendanceCommands = {
  'attendance:now': command(EmptyDto).returns<AttendanceView>(),
  'attendance:place': command(PlaceViewerDto).returns<AttendanceView>(),
  /** Children of a region; until the next call their changes come as `attendance:tree-counted`. */
  'attendance:tree': command(AttendanceTreeDto).returns<AttendanceTreeView>(),
};

export interface AttendanceEvents {
  /** To everyone, at most once a second, only when changed. */
  'attendance:counted': (count: { now: number; peak: number; total: number }) => void;
  /** To those of one region, at most once a second, only when changed. */
  'attendance:region-counted': (count: { path: string; now: number }) => void;
  /** To those who look at a subtree: the changed nodes only, as [path, now, peak, total]. */
  'attendance:tree-counted': (count: { nodes: [string, number, number, number][] }) => void;
}
