import type { Role } from '@sammelan/shared/access/access.rules.js';
import { grantsPerPage, type GrantView } from '@sammelan/shared/members/members.dto.js';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

export interface PowersWanted {
  search: string;
  role: Role | '';
  regionPath: string;
}

/** Every role in the caller's subtree that matches, the newest first. */
export const usePowers = ({ search, role, regionPath }: PowersWanted) =>
  useInfiniteQuery({
    queryKey: [...keys.powers, search, role, regionPath],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({
        ...(search.trim() && { search: search.trim() }),
        ...(role && { role }),
        ...(regionPath !== '/' && { regionPath }),
        ...(pageParam && { before: pageParam }),
      });
      return api<GrantView[]>(`/api/grants?${query}`);
    },
    initialPageParam: '',
    getNextPageParam: (page) => (page.length < grantsPerPage ? undefined : page.at(-1)?.id),
    select: ({ pages }) => pages.flat(),
    placeholderData: (before) => before,
  });

export interface Gift {
  identityId: string;
  role: Role;
  regionPath: string;
  /** Null: in all rallies. */
  rallyId: string | null;
  expiresAt: string | null;
}

/** Gives, prolongs and takes away; lists are fetched anew after each. */
export function usePowerActs() {
  const client = useQueryClient();
  const onSuccess = () => {
    void client.invalidateQueries({ queryKey: keys.powers });
    void client.invalidateQueries({ queryKey: ['rally'] });
  };
  const give = useMutation({
    mutationFn: ({ rallyId, expiresAt, ...gift }: Gift) =>
      api<GrantView>(rallyId ? `/api/rallies/${rallyId}/grants` : '/api/grants', {
        body: { ...gift, ...(expiresAt && { expiresAt }) },
      }),
    onSuccess,
  });
  const prolong = useMutation({
    mutationFn: ({ id, expiresAt }: { id: string; expiresAt: string | null }) =>
      api<GrantView>(`/api/grants/${id}`, { method: 'PATCH', body: { expiresAt } }),
    onSuccess,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => api<void>(`/api/grants/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  return { give, prolong, revoke };
}
