import type { CreateInviteDto, InviteView } from '@sammelan/shared/invites/invites.dto.js';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

const base = (rallyId: string) => `/api/rallies/${rallyId}/invites`;

export const useInvites = (rallyId: string) =>
  useQuery({ queryKey: keys.invites(rallyId), queryFn: () => api<InviteView[]>(base(rallyId)) });

export function useCreateInvite(rallyId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (invite: CreateInviteDto) => api<InviteView>(base(rallyId), { body: invite }),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.invites(rallyId) }),
  });
}

export function useRevokeInvite(rallyId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (inviteId: string) => api<void>(`${base(rallyId)}/${inviteId}`, { method: 'DELETE' }),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.invites(rallyId) }),
  });
}
