import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { AttendanceNode as WireNode } from '@sammelan/shared/attendance/attendance.dto.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Paced } from '../realtime/paced.js';
import { rooms } from '../realtime/rooms.js';
import { parentPathOf } from '../regions/region-tree.js';
import type { AttendanceNode } from './attendance-tree.js';
import type { LiveAttendance } from './live-attendances.service.js';

/** A figure that moves faster is noise, and ten thousand frames are to be sent for it. */
const pushEveryMs = 1000;

/**
 * A push takes a tenth of a second for ten thousand viewers, and much longer while thousands come back at once: then the
 * figures wait until people are in. Rest is at least so many times the push.
 */
const restTimes = 5;

/** Frames go out in slices of this length, so that a chat message need not wait for the last of ten thousand. */
const sliceMs = 10;

/** Tells viewers how many watch, and organisers where from: once a second, the changed nodes only. */
@Injectable()
export class AttendancePushes implements OnModuleDestroy {
  private readonly paces = new Map<LiveAttendance, Paced>();

  constructor(private readonly broadcaster: Broadcaster) {}

  onModuleDestroy(): void {
    for (const paced of this.paces.values()) paced.stop();
  }

  /** Something may have changed. */
  request(live: LiveAttendance): void {
    let paced = this.paces.get(live);
    if (!paced) this.paces.set(live, (paced = new Paced(() => this.push(live), pushEveryMs, restTimes)));
    paced.request();
  }

  private async push({ rally: { rallyId, tree } }: LiveAttendance): Promise<void> {
    const changed = tree.takeChanged();
    if (changed.length === 0) return;
    this.pushTree(rallyId, changed);
    const { now, peak, total } = tree.root;
    // One frame a viewer carries the rally's count and their own region's: if the rally's moved, everyone gets one.
    const regions = changed.includes(tree.root) ? [...tree.all()] : changed;
    let sliceEnds = performance.now() + sliceMs;
    for (const { path, now: here } of regions) {
      const region = path === '/' ? null : { path, now: here };
      this.broadcaster.toRoom(rooms.region(rallyId, path), 'attendance:counted', { now, peak, total, region });
      if (performance.now() < sliceEnds) continue;
      await new Promise(setImmediate);
      sliceEnds = performance.now() + sliceMs;
    }
  }

  /** Who looks at a region gets the changes of the region itself and of its children. */
  private pushTree(rallyId: string, changed: readonly AttendanceNode[]): void {
    const frames = new Map<string, WireNode[]>();
    const add = (path: string, node: AttendanceNode): void => {
      const nodes = frames.get(path) ?? [];
      nodes.push([node.path, node.now, node.peak, node.total]);
      frames.set(path, nodes);
    };
    for (const node of changed) {
      add(node.path, node);
      if (node.path !== '/') add(parentPathOf(node.path), node);
    }
    for (const [path, nodes] of frames) {
      this.broadcaster.toRoom(rooms.attendanceTree(rallyId, path), 'attendance:tree-counted', { nodes });
    }
  }
}
