import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

/** The rallies this caller may organise. */
export const useRallies = () =>
  useQuery({ queryKey: keys.rallies, queryFn: () => api<RallyView[]>('/api/rallies'), refetchInterval: 30_000 });

/** Viewers now, by rally id; asked every few seconds while something is on. */
export const useWatching = (active: boolean) =>
  useQuery({
    queryKey: [...keys.rallies, 'watching'],
    queryFn: () => api<Record<string, number>>('/api/attendance/now'),
    enabled: active,
    refetchInterval: 5_000,
  });
