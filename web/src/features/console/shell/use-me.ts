import type { Permission } from '@sammelan/shared/access/access.rules.js';
import type { MeView } from '@sammelan/shared/auth/auth.dto.js';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

/** Who this browser is and what it may do: in the organisation, or in one rally (its id). */
export const useMe = (rallyId?: string) =>
  useQuery({
    queryKey: rallyId ? [...keys.me, rallyId] : keys.me,
    queryFn: () => api<MeView>(`/api/auth/me${rallyId ? `?rally=${rallyId}` : ''}`),
    staleTime: 60_000,
  });

/** Whether the caller may, as far as is known; false until it is. The server decides again. */
export function usePermission(permission: Permission, rallyId?: string): boolean {
  return useMe(rallyId).data?.permissions.includes(permission) ?? false;
}
