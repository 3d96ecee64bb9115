import { Injectable } from '@nestjs/common';
import type { AttendanceSeriesView, AttendanceTrendsView } from '@sammelan/shared/attendance/attendance.dto.js';
import type { Caller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { byteOrderMark, csvLine } from '../http/csv.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { AttendanceLog } from './attendance-log.service.js';
import { AttendanceRepository, type ExportedSession } from './attendance.repository.js';
import { LiveAttendances } from './live-attendances.service.js';
import { toSeries, toTrend } from './series.js';

/** A small line of half an hour; closer points than this nobody sees. */
const trendStepSeconds = 30;
const trendPoints = 61;

/** Sessions read at once while an export is written. */
const pageSize = 5000;

/** Attendance to look back on and to take away. */
@Injectable()
export class AttendanceReports {
  constructor(
    private readonly repository: AttendanceRepository,
    private readonly log: AttendanceLog,
    private readonly lives: LiveAttendances,
    private readonly rallies: RalliesService,
    private readonly regions: RegionsService,
    private readonly callers: CallersService,
  ) {}

  /** Viewers of a region over time. @throws ForbiddenError outside the caller's subtree */
  async series(caller: Caller, rallyId: string, path: string): Promise<AttendanceSeriesView> {
    const { organisationId } = await this.rallies.get(rallyId);
    this.callers.demand(caller, 'attendance.tree', { organisationId, rallyId, regionPath: path });
    const { rally, isCounting } = await this.lives.get(rallyId);
    const samples = await this.repository.samples(rallyId, path);
    const last = samples.at(-1);
    const until = isCounting || !last ? new Date() : last.at;
    if (isCounting) samples.push({ at: until, now: rally.tree.find(path)?.now ?? 0 });
    const { startedAt, ...series } = toSeries(samples, until);
    return { path, startedAt: startedAt.toISOString(), ...series };
  }

  /** The last half hour of each child of a region. @throws ForbiddenError outside the caller's subtree */
  async trends(caller: Caller, rallyId: string, parentPath: string): Promise<AttendanceTrendsView> {
    const { organisationId } = await this.rallies.get(rallyId);
    this.callers.demand(caller, 'attendance.tree', { organisationId, rallyId, regionPath: parentPath });
    const { rally } = await this.lives.get(rallyId);
    const paths = this.regions.childrenOf(parentPath).map(({ path }) => path);
    const until = new Date();
    const samples = await this.repository.recentSamples(rallyId, paths, trendStepSeconds * trendPoints);
    const counted = paths.filter((path) => samples.has(path) || rally.tree.find(path)?.now);
    const rows = counted.map((path) => {
      const points = toTrend(samples.get(path) ?? [], until, trendStepSeconds, trendPoints);
      return { path, now: [...points.slice(0, -1), rally.tree.find(path)?.now ?? 0] };
    });
    return { parentPath, stepSeconds: trendStepSeconds, rows };
  }

  /** Viewers now of every rally at whose desk the caller has a place, by rally id. */
  async watching(caller: Caller): Promise<Record<string, number>> {
    const open = (await this.rallies.list(['open', 'live'])).filter(({ id, organisationId }) =>
      this.callers.may(caller, 'rally.desk', { organisationId, rallyId: id }),
    );
    const counts = open.map(async ({ id }) => [id, (await this.lives.get(id)).rally.tree.root.now] as const);
    return Object.fromEntries(await Promise.all(counts));
  }

  /** A line for every region of the caller's in which anybody was counted: path, code, names, viewers now, peak, people in total. */
  async regionsCsv(caller: Caller, rallyId: string): Promise<string> {
    const sees = await this.exportable(caller, rallyId);
    const { rally } = await this.lives.get(rallyId);
    const nodes = [...rally.tree.all()].filter(({ total, path }) => total > 0 && sees(path));
    const lines = nodes
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, now, peak, total }) => csvLine([...this.placeCells(path), now, peak, total]));
    const head = csvLine(['path', 'code', 'name', 'name_hi', 'now', 'peak', 'total']);
    return [byteOrderMark, head, ...lines].join('');
  }

  /** A line for every session from the caller's regions: a viewer's name in this export only, where from, joined and left (empty: still there), seconds. */
  async *sessionsCsv(caller: Caller, rallyId: string): AsyncGenerator<string> {
    const sees = await this.exportable(caller, rallyId);
    await this.log.flush();
    yield byteOrderMark + csvLine(['viewer', 'path', 'code', 'name', 'name_hi', 'joined_at', 'left_at', 'seconds']);
    for (let last: ExportedSession | null = null; ;) {
      const page: ExportedSession[] = await this.repository.sessions(rallyId, last, pageSize);
      const seen = page.filter(({ regionPath }) => sees(regionPath));
      yield seen.map((session) => this.sessionLine(session)).join('');
      last = page.at(-1) ?? null;
      if (page.length < pageSize) return;
    }
  }

  /** Which regions' figures the caller may take away. */
  private async exportable(caller: Caller, rallyId: string): Promise<(path: string) => boolean> {
    const { organisationId } = await this.rallies.get(rallyId);
    const known = new Map<string, boolean>();
    return (regionPath) => {
      let sees = known.get(regionPath);
      if (sees === undefined) {
        sees = this.callers.may(caller, 'attendance.export', { organisationId, rallyId, regionPath });
        known.set(regionPath, sees);
      }
      return sees;
    };
  }

  private sessionLine({ viewer, regionPath, joinedAt, leftAt }: ExportedSession): string {
    const seconds = leftAt && Math.round((leftAt.getTime() - joinedAt.getTime()) / 1000);
    const times = [joinedAt.toISOString(), leftAt?.toISOString() ?? null, seconds];
    return csvLine([viewer, ...this.placeCells(regionPath), ...times]);
  }

  private placeCells(path: string): (string | null)[] {
    const region = this.regions.byPath(path);
    return [path, region?.code ?? null, region?.name.en ?? null, region?.name.hi ?? null];
  }
}
