import type { EditRallyDto, RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { RallyState } from '@sammelan/shared/rallies/rallies.rules.js';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

const isId = (reference: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(reference);

/** A rally by its id, or by the slug that links carry. */
export const useRally = (reference: string) =>
  useQuery({
    queryKey: keys.rally(reference),
    queryFn: () =>
      api<RallyView>(
        isId(reference) ? `/api/rallies/${reference}` : `/api/rallies/public/${encodeURIComponent(reference)}`,
      ),
  });

/** A change of a rally, which goes to every place that shows it. */
function useRallyChange<V>(send: (value: V) => Promise<RallyView>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (rally) => {
      client.setQueryData(keys.rally(rally.id), rally);
      void client.invalidateQueries({ queryKey: keys.rallies });
    },
  });
}

export const useEditRally = (id: string) =>
  useRallyChange((edit: EditRallyDto) => api<RallyView>(`/api/rallies/${id}`, { method: 'PATCH', body: edit }));

export const useMoveRally = (id: string) =>
  useRallyChange((to: RallyState) => api<RallyView>(`/api/rallies/${id}/state`, { body: { to } }));

/** A prepared picture; null takes it away. */
export const useCover = (id: string) =>
  useRallyChange((picture: Blob | null) =>
    api<RallyView>(`/api/rallies/${id}/cover`, picture ? { method: 'PUT', body: picture } : { method: 'DELETE' }),
  );
