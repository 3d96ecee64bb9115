import { command, EmptyDto } from '../contract/contract.js';
import {
  type AttendanceCount,
  type AttendanceNode,
  AttendanceTreeDto,
  type AttendanceTreeView,
  type AttendanceView,
  PlaceViewerDto,
} from './attendance.dto.js';

export const attendanceCommands = {
  /** The counts as the caller may show them, with their own region. */
  'attendance:now': command(EmptyDto).returns<AttendanceView>(),
  /** Moves the caller, in all their tabs, to a region; the client remembers the code for its next handshake. */
  'attendance:place': command(PlaceViewerDto).returns<AttendanceView>(),
  /** Children of a region; until the next call their changes come as `attendance:tree-counted`. */
  'attendance:tree': command(AttendanceTreeDto).returns<AttendanceTreeView>(),
};

export interface AttendanceEvents {
  /**
   * To everyone, at most once a second, only when changed. `region` is the viewer's own, null for those who named none: one
   * frame a viewer carries both figures, since at ten thousand viewers the frames are the cost.
   */
  'attendance:counted': (count: AttendanceCount) => void;
  /** To those who look at a subtree: the changed nodes only, as [path, now, peak, total]. */
  'attendance:tree-counted': (count: { nodes: AttendanceNode[] }) => void;
}
