import type { DryRunView, RuleSetDto, RuleSetView } from '@sammelan/shared/moderation/rules.dto.js';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

/** Where a rule set is kept: a rally's own, or (null) the organisation's. */
const path = (rallyId: string | null): string =>
  rallyId === null ? '/api/moderation/rules' : `/api/rallies/${rallyId}/moderation/rules`;

export const useRules = (rallyId: string | null) =>
  useQuery({ queryKey: keys.rules(rallyId), queryFn: () => api<RuleSetView>(path(rallyId)) });

/** Stores a rule set, or with null goes back to what holds without one. */
export function useSaveRules(rallyId: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rules: RuleSetDto | null) =>
      api<RuleSetView>(path(rallyId), rules ? { method: 'PUT', body: rules } : { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.rules(rallyId) }),
  });
}

/** Tries rules on the last messages of a rally. Not to be called without one. */
export const useDryRun = (rallyId: string | null) =>
  useMutation({
    mutationFn: (rules: RuleSetDto) => api<DryRunView>(`/api/rallies/${rallyId}/moderation/dry-run`, { body: rules }),
  });
