import type { AccountView } from '@sammelan/shared/accounts/accounts.dto.js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

/** The caller's account; without a login there is none yet. */
export const useAccount = () => useQuery({ queryKey: keys.account, queryFn: () => api<AccountView>('/api/account') });

/** Has the account asked for again, after something in it changed. */
export function useAccountChanged(): () => void {
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries({ queryKey: keys.account }), [client]);
}
