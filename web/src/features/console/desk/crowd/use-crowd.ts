import { type GrantScope, roleHolds } from '@sammelan/shared/access/access.rules.js';
import type { AttendanceSeriesView, AttendanceTrendsView } from '@sammelan/shared/attendance/attendance.dto.js';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../app/api.js';

const base = (rallyId: string) => `/api/rallies/${rallyId}/attendance`;

/** Viewers of a region over time. */
export const useSeries = (rallyId: string, path: string) =>
  useQuery({
    queryKey: ['rally', rallyId, 'series', path],
    queryFn: () => api<AttendanceSeriesView>(`${base(rallyId)}/series?${new URLSearchParams({ path })}`),
    refetchInterval: 10_000,
  });

/** The last half hour of each child of a region. */
export const useTrends = (rallyId: string, path: string) =>
  useQuery({
    queryKey: ['rally', rallyId, 'trends', path],
    queryFn: () => api<AttendanceTrendsView>(`${base(rallyId)}/trends?${new URLSearchParams({ path })}`),
    refetchInterval: 15_000,
  });

/** The top of what the caller may look at: everywhere, or the area that their role covers. */
export function crowdRoot(grants: readonly GrantScope[], rallyId: string): string {
  const paths = grants
    .filter(({ role, rallyId: of }) => roleHolds(role, 'attendance.tree') && (of === null || of === rallyId))
    .map(({ regionPath }) => regionPath);
  return paths.sort((a, b) => a.length - b.length)[0] ?? '/';
}
