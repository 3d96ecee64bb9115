import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import type { AttendanceRow, AttendanceTreeView, AttendanceView } from '@sammelan/shared/attendance/attendance.dto.js';
import { isViewer } from '@sammelan/shared/attendance/attendance.rules.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import type { RallyCaller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { GrantsService } from '../access/grants.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { RallyFiguresService } from '../rallies/rally-figures.service.js';
import { Admission } from '../realtime/admission.js';
import { Connections } from '../realtime/connections.js';
import { rooms } from '../realtime/rooms.js';
import type { AppSocket } from '../realtime/socket.js';
import { RegionUnknownError } from '../regions/regions.errors.js';
import { RegionsService } from '../regions/regions.service.js';
import { AttendancePushes } from './attendance-pushes.service.js';
import { type LiveAttendance, LiveAttendances } from './live-attendances.service.js';

/** What a socket's place among the watchers of the tree is called. */
const treeWatch = 'attendance-tree';

/** Counts viewers as they come, go and say where they are from. */
@Injectable()
export class AttendanceService implements OnModuleInit, BeforeApplicationShutdown {
  private isStopping = false;
  private readonly treesWatched = new WeakMap<AppSocket, string>();

  constructor(
    private readonly lives: LiveAttendances,
    private readonly pushes: AttendancePushes,
    private readonly rallies: RalliesService,
    private readonly figures: RallyFiguresService,
    private readonly regions: RegionsService,
    private readonly callers: CallersService,
    private readonly grants: GrantsService,
    private readonly connections: Connections,
    private readonly admission: Admission,
    private readonly metrics: MetricsService,
  ) {}

  onModuleInit(): void {
    // Read before somebody comes in, so that coming and going are counted at once.
    this.admission.check(async ({ rally }) => void (await this.lives.get(rally.id)));
    this.connections.onEntered((socket) => this.entered(socket));
    this.connections.onLeft((socket) => this.left(socket));
    this.grants.onChange((identityId) => this.reconsider(identityId));
    this.rallies.onMoved(({ id }) => this.moved(id));
    this.figures.contribute(({ id }) => this.figuresOf(id));
    this.metrics.gauge('viewers', 'Viewers counted now: people, not tabs.', () => this.lives.viewers);
  }

  /** Counts end now, not when the sockets happen to close. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.lives.stop();
  }

  /** The region that somebody was last counted in, who may be gone; null where they never came. */
  lastRegion(rallyId: string, identityId: string): Promise<string | null> {
    return this.lives.lastRegion(rallyId, identityId);
  }

  async now(caller: RallyCaller): Promise<AttendanceView> {
    return this.view(await this.lives.get(caller.rallyId), caller);
  }

  /** Moves the caller, in all their tabs. @throws RegionUnknownError */
  async place(caller: RallyCaller, regionCode: string): Promise<AttendanceView> {
    const region = this.regions.callerRegion(regionCode);
    if (!region) throw new RegionUnknownError(regionCode);
    const live = await this.lives.get(caller.rallyId);
    live.rally.tree.know(region.path);
    live.rally.place(caller.identityId, region, performance.now());
    this.connections.place(caller.rallyId, caller.identityId, region);
    this.pushes.request(live);
    return this.view(live, { ...caller, region });
  }

  /** A region with its children. @throws ForbiddenError outside the caller's subtree, RegionUnknownError */
  async tree(caller: RallyCaller, parentPath: string): Promise<AttendanceTreeView> {
    this.callers.demand(caller, 'attendance.tree', { ...caller, regionPath: parentPath });
    if (parentPath !== '/' && this.regions.byPath(parentPath)?.path !== parentPath)
      throw new RegionUnknownError(parentPath);
    const live = await this.lives.get(caller.rallyId);
    const rows = this.regions.childrenOf(parentPath).map(({ path }) => this.row(live, path));
    return { parentPath, parent: this.row(live, parentPath), rows };
  }

  /** The same, and its changes from now on. */
  async watchTree(socket: AppSocket, parentPath: string): Promise<AttendanceTreeView> {
    const view = await this.tree(socket.data, parentPath);
    this.treesWatched.set(socket, parentPath);
    this.connections.watch(socket, treeWatch, rooms.attendanceTree(socket.data.rallyId, parentPath));
    return view;
  }

  /** Peak and people of a rally so far; final once it has ended. */
  private async figuresOf(rallyId: string): Promise<{ peak: number; people: number }> {
    const { peak, total } = (await this.lives.get(rallyId)).rally.tree.root;
    return { peak, people: total };
  }

  private view({ rally: { tree } }: LiveAttendance, { region }: RallyCaller): AttendanceView {
    const { now, peak, total } = tree.root;
    const own = region && { ...region, name: this.regions.name(region.path), now: tree.find(region.path)?.now ?? 0 };
    return { now, peak, total, region: own };
  }

  private row({ rally: { tree } }: LiveAttendance, path: string): AttendanceRow {
    const { now, peak, total } = tree.find(path) ?? { now: 0, peak: 0, total: 0 };
    const code = this.regions.byPath(path)?.code ?? '';
    const hasChildren = this.regions.childrenOf(path).length > 0;
    return { path, code, name: this.regions.name(path), now, peak, total, hasChildren };
  }

  private entered(socket: AppSocket): void {
    const { rallyId, identityId, region } = socket.data;
    const live = this.lives.find(rallyId);
    if (!live || this.isStopping) return;
    live.rally.tree.know(region?.path ?? '/');
    if (!live.isCounting || !this.counts(socket)) return;
    const counted = live.rally.enter(identityId, region, performance.now());
    // All tabs of a person are where the person last said they are.
    if (counted) this.connections.place(rallyId, identityId, counted);
    this.pushes.request(live);
  }

  private left(socket: AppSocket): void {
    const live = this.lives.find(socket.data.rallyId);
    if (!live || this.isStopping) return;
    live.rally.leave(socket.data.identityId, performance.now());
    this.pushes.request(live);
  }

  /** Somebody's grants changed: who has a part in the rally is no viewer of it. */
  private reconsider(identityId: string): void {
    for (const socket of this.connections.of(identityId)) {
      const { rallyId } = socket.data;
      const target = { ...socket.data, grants: this.grants.of(identityId) };
      const watched = this.treesWatched.get(socket);
      if (watched !== undefined && !this.callers.may(target, 'attendance.tree', { ...target, regionPath: watched })) {
        this.connections.watch(socket, treeWatch, null);
        this.treesWatched.delete(socket);
      }
      const live = this.lives.find(rallyId);
      if (!live?.isCounting) continue;
      const counts = this.counts(socket);
      if (!counts) live.rally.remove(identityId, performance.now());
      else if (!live.rally.isPresent(identityId)) {
        for (const tab of this.connections.inRally(rallyId, identityId)) this.entered(tab);
      }
      this.pushes.request(live);
    }
  }

  private counts({ data }: AppSocket): boolean {
    return isViewer(this.grants.of(data.identityId), this.callers.locate(data), Date.now());
  }

  private async moved(rallyId: string): Promise<void> {
    const live = await this.lives.get(rallyId);
    const wasCounting = live.isCounting;
    live.isCounting = isStageOpen((await this.rallies.get(rallyId)).state);
    if (wasCounting === live.isCounting) return;
    if (live.isCounting) for (const socket of this.connections.in(rooms.rally(rallyId))) this.entered(socket);
    else live.rally.removeAll(performance.now());
    this.pushes.request(live);
    await this.lives.changed(live);
  }
}
