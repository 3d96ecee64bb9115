import type { CaptionKeyView, CreateCaptionKeyDto } from '@sammelan/shared/captions/captions.dto.js';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

const path = (rallyId: string) => `/api/rallies/${rallyId}/caption-keys`;
/** When a key is used the first time is seen while the page is open: its maker waits for it. */
const lookEveryMs = 5000;

export const useCaptionKeys = (rallyId: string) =>
  useQuery({
    queryKey: keys.captionKeys(rallyId),
    queryFn: () => api<CaptionKeyView[]>(path(rallyId)),
    refetchInterval: lookEveryMs,
  });

function useChange<In, Out>(rallyId: string, mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  const queryKey = keys.captionKeys(rallyId);
  return useMutation({ mutationFn, onSuccess: () => void client.invalidateQueries({ queryKey }) });
}

export const useCreateCaptionKey = (rallyId: string) =>
  useChange(rallyId, (key: CreateCaptionKeyDto) => api<CaptionKeyView>(path(rallyId), { body: key }));

export const useRevokeCaptionKey = (rallyId: string) =>
  useChange(rallyId, (id: string) => api<void>(`${path(rallyId)}/${id}`, { method: 'DELETE' }));
