import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

const base = (rallyId: string) => `/api/rallies/${rallyId}/grants`;

export const usePeople = (rallyId: string) =>
  useQuery({ queryKey: keys.people(rallyId), queryFn: () => api<GrantView[]>(base(rallyId)) });

export function useRevokeGrant(rallyId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (grantId: string) => api<void>(`${base(rallyId)}/${grantId}`, { method: 'DELETE' }),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.people(rallyId) }),
  });
}
