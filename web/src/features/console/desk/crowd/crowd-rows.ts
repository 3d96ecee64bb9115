import type {
  AttendanceRow,
  AttendanceTreeView,
  AttendanceTrendsView,
} from '@sammelan/shared/attendance/attendance.dto.js';

export interface CrowdRow extends AttendanceRow {
  /** Share of the largest row, 0 to 1. */
  share: number;
  /** Against five minutes ago; null while that is not known. */
  change: number | null;
  /** The last half hour, oldest first; empty while it is not known. */
  trend: readonly number[];
  /** Those who named only the parent. */
  unplaced: boolean;
}

export const columns = ['name', 'now', 'change', 'peak', 'total'] as const;
export type Column = (typeof columns)[number];

const changeSeconds = 5 * 60;

function trendOf(trends: AttendanceTrendsView | undefined, path: string, now: number) {
  if (!trends) return { trend: [], change: null };
  const trend = trends.rows.find((row) => row.path === path)?.now ?? [];
  const back = Math.round(changeSeconds / trends.stepSeconds);
  return { trend, change: now - (trend[trend.length - 1 - back] ?? 0) };
}

/** Rows of those regions from which anybody came, with those who named only the parent as one of their own. */
export function crowdRows(tree: AttendanceTreeView, trends: AttendanceTrendsView | undefined): CrowdRow[] {
  const placed = tree.rows.reduce((sum, { now }) => sum + now, 0);
  const unplacedNow = tree.parent.now - placed;
  const rows = tree.rows.filter(({ total, now }) => total > 0 || now > 0);
  const most = Math.max(1, unplacedNow, ...rows.map(({ now }) => now));
  const shown = rows.map((row): CrowdRow => ({
    ...row,
    ...trendOf(trends, row.path, row.now),
    share: row.now / most,
    unplaced: false,
  }));
  if (unplacedNow <= 0) return shown;
  const unplaced: CrowdRow = {
    path: `${tree.parent.path}#unplaced`,
    code: '',
    name: {},
    now: unplacedNow,
    peak: 0,
    total: 0,
    hasChildren: false,
    share: unplacedNow / most,
    change: null,
    trend: [],
    unplaced: true,
  };
  return [...shown, unplaced];
}

/** Sorted by a column, largest first (names from A on); who named no area comes last. */
export function sortRows(rows: readonly CrowdRow[], column: Column, nameOf: (row: CrowdRow) => string): CrowdRow[] {
  return [...rows].sort((a, b) => {
    if (a.unplaced !== b.unplaced) return Number(a.unplaced) - Number(b.unplaced);
    if (column === 'name') return nameOf(a).localeCompare(nameOf(b));
    return (b[column] ?? 0) - (a[column] ?? 0) || nameOf(a).localeCompare(nameOf(b));
  });
}
