import type { AttendanceRow, AttendanceTreeView } from '@sammelan/shared/attendance/attendance.dto.js';
import { crowdRows, sortRows } from './crowd-rows.js';

const row = (code: string, now: number, total = now): AttendanceRow => ({
  path: `/BR/${code}/`,
  code,
  name: { en: code },
  now,
  peak: total,
  total,
  hasChildren: false,
});

const tree: AttendanceTreeView = {
  parentPath: '/BR/',
  parent: { ...row('BR', 12), path: '/BR/' },
  rows: [row('GAYA', 3), row('PATNA', 6), row('ARWAL', 0, 0), row('JAMUI', 0, 4)],
};

describe('rows of the crowd', () => {
  it('are those that anybody came from, and those who named only the parent', () => {
    const rows = crowdRows(tree, undefined);
    expect(rows.map(({ code, now, unplaced }) => [code, now, unplaced])).toEqual([
      ['GAYA', 3, false],
      ['PATNA', 6, false],
      ['JAMUI', 0, false],
      ['', 3, true],
    ]);
    expect(rows.reduce((sum, { now }) => sum + now, 0)).toBe(tree.parent.now);
  });

  it('compare with five minutes ago, and with nobody where nobody was', () => {
    const trends = { parentPath: '/BR/', stepSeconds: 150, rows: [{ path: '/BR/GAYA/', now: [9, 8, 7, 6, 5] }] };
    const [gaya, patna] = crowdRows(tree, trends);
    expect(gaya!.change).toBe(3 - 7);
    expect(patna!.change).toBe(6);
  });

  it('know no change before the trends have come', () => {
    expect(crowdRows(tree, undefined)[0]!.change).toBeNull();
  });

  it('sort by figure or name, who named no area last', () => {
    const rows = crowdRows(tree, undefined);
    const codes = (column: 'now' | 'name') => sortRows(rows, column, ({ code }) => code).map(({ code }) => code);
    expect(codes('now')).toEqual(['PATNA', 'GAYA', 'JAMUI', '']);
    expect(codes('name')).toEqual(['GAYA', 'JAMUI', 'PATNA', '']);
  });
});
