import type { SlideView } from '@sammelan/shared/slides/slides.dto.js';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../../app/api.js';
import { keys } from '../../query.js';

type Act = { add: Blob } | { show: string } | { remove: string } | 'hide';

/** A rally's slides, and what is done with them. */
export function useSlides(rallyId: string) {
  const client = useQueryClient();
  const queryKey = keys.slides(rallyId);
  const address = `/api/rallies/${rallyId}/slides`;
  const slides = useQuery({ queryKey, queryFn: () => api<SlideView[]>(address) });
  const act = useMutation({
    mutationFn: (wanted: Act): Promise<unknown> => {
      if (wanted === 'hide') return api(`${address}/hide`, { method: 'POST' });
      if ('add' in wanted) return api(address, { method: 'POST', body: wanted.add });
      if ('show' in wanted) return api(`${address}/${wanted.show}/show`, { method: 'POST' });
      return api(`${address}/${wanted.remove}`, { method: 'DELETE' });
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  return { slides: slides.data ?? [], act };
}
