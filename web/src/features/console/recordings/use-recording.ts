import type {
  RecordingView,
  RetainRecordingDto,
  TrimRecordingDto,
} from '@sammelan/shared/recordings/recordings.dto.js';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type ApiOptions } from '../../../app/api.js';
import { keys } from '../query.js';

/** What changes by itself is asked for again. */
const lookEveryMs = 2_000;
const isMoving = ({ state, download }: RecordingView): boolean =>
  state === 'recording' || state === 'held' || state === 'closing' || download.state === 'preparing';

const path = (rallyId: string, what = ''): string => `/api/rallies/${rallyId}/recording${what}`;

export const useRecording = (rallyId: string) =>
  useQuery({
    queryKey: keys.recording(rallyId),
    queryFn: () => api<RecordingView>(path(rallyId)),
    refetchInterval: ({ state: { data } }) => (data && isMoving(data) ? lookEveryMs : false),
  });

/** A decision about the recording; what it is now goes to every place that shows it. */
function useDecision<V>(rallyId: string, what: string, options: (value: V) => ApiOptions) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (value: V) => api<RecordingView>(path(rallyId, what), options(value)),
    onSuccess: (view) => client.setQueryData(keys.recording(rallyId), view),
  });
}

export const usePublish = (rallyId: string) =>
  useDecision(rallyId, '/publish', (published: boolean) => ({ body: { published } }));

export const useTrim = (rallyId: string) =>
  useDecision(rallyId, '/trim', (trim: TrimRecordingDto) => ({ method: 'PUT', body: trim }));

export const useConfirmTrim = (rallyId: string) => useDecision(rallyId, '/trim/confirm', () => ({ body: {} }));

export const useRetain = (rallyId: string) =>
  useDecision(rallyId, '/retention', (retention: RetainRecordingDto) => ({ method: 'PUT', body: retention }));

export const usePrepare = (rallyId: string) => useDecision(rallyId, '/download', () => ({ body: {} }));

export const useDelete = (rallyId: string) => useDecision(rallyId, '', () => ({ method: 'DELETE' }));
