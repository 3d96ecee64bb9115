import { auditPerPage, type AuditEntryView, type AuditVerificationView } from '@sammelan/shared/audit/audit.dto.js';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

export interface RecordWanted {
  actor: string;
  action: string;
  subject: string;
  /** Days as a date field gives them (`2026-11-22`), or empty. */
  from: string;
  to: string;
}

/** All that was done and matches, the latest first. */
export const useRecord = (wanted: RecordWanted) =>
  useInfiniteQuery({
    queryKey: [...keys.record, wanted],
    queryFn: ({ pageParam }) => {
      const { actor, action, subject, from, to } = wanted;
      const query = new URLSearchParams({
        ...(actor.trim() && { actor: actor.trim() }),
        ...(action && { action }),
        ...(subject.trim() && { subject: subject.trim() }),
        ...(from && { from: new Date(`${from}T00:00:00`).toISOString() }),
        ...(to && { to: new Date(`${to}T23:59:59`).toISOString() }),
        ...(pageParam !== null && { before: String(pageParam) }),
      });
      return api<AuditEntryView[]>(`/api/audit/search?${query}`);
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < auditPerPage ? undefined : page.at(-1)?.seq),
    select: ({ pages }) => pages.flat(),
    placeholderData: (before) => before,
  });

interface Verification {
  last: AuditVerificationView | null;
}

/** Whether the list was whole when it was last checked. */
export const useVerification = () =>
  useQuery({ queryKey: keys.verification, queryFn: () => api<Verification>('/api/audit/verification') });

export function useVerifyNow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api<AuditVerificationView>('/api/audit/verification', { method: 'POST' }),
    onSuccess: (last) => client.setQueryData<Verification>(keys.verification, { last }),
  });
}
