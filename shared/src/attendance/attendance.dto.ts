import { IsRegionCode, IsRegionPath, MayBeLeftOut } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';

/** The citizen says where they are from: a region's code. */
export class PlaceViewerDto {
  @IsRegionCode()
  regionCode!: string;
}

/** The subtree to look at: `/`, or a region's path. */
export class AttendanceTreeDto {
  @IsRegionPath()
  parentPath!: string;
}

/** Measured viewers (people, not tabs). */
export interface AttendanceView {
  now: number;
  peak: number;
  /** People who were there at any time. */
  total: number;
  /** The caller's own region, where they have said it. */
  region: { code: string; path: string; name: LocalText; now: number } | null;
}

/** What everyone is told once a second. */
export interface AttendanceCount {
  now: number;
  peak: number;
  total: number;
  region: { path: string; now: number } | null;
}

/** A changed node of the tree: path, now, peak, total. */
export type AttendanceNode = [string, number, number, number];

export interface AttendanceRow {
  path: string;
  code: string;
  name: LocalText;
  now: number;
  peak: number;
  total: number;
  hasChildren: boolean;
}

export interface AttendanceTreeView {
  parentPath: string;
  /** The parent itself; its `now` is the sum of its children and of those who named only the parent. */
  parent: AttendanceRow;
  rows: AttendanceRow[];
}

export class AttendanceSeriesDto {
  /** The region whose viewers are wanted; `/` (everyone) where left out. */
  @MayBeLeftOut()
  @IsRegionPath()
  path?: string;
}

/** A chart: viewers every `stepSeconds` from `startedAt` on; the last one is now, or when the last one left. */
export interface AttendanceSeriesView {
  path: string;
  startedAt: string;
  stepSeconds: number;
  now: number[];
}

/** The last half hour of each child of a region that anybody was counted in; the last point is now. */
export interface AttendanceTrendsView {
  parentPath: string;
  stepSeconds: number;
  rows: { path: string; now: number[] }[];
}
