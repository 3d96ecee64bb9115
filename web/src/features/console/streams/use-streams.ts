import type { CreateStreamKeyDto, MadeStreamKeyView, StreamKeysView } from '@sammelan/shared/ingest/ingest.dto.js';
import type { CreatePushTargetDto, PushTargetView } from '@sammelan/shared/simulcast/simulcast.dto.js';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

/** What is sent now is looked at while the page is open. */
const lookEveryMs = 2000;
const base = (rallyId: string) => `/api/rallies/${rallyId}`;

export const useStreamKeys = (rallyId: string) =>
  useQuery({
    queryKey: keys.streamKeys(rallyId),
    queryFn: () => api<StreamKeysView>(`${base(rallyId)}/stream-keys`),
    refetchInterval: lookEveryMs,
  });

export const usePushTargets = (rallyId: string) =>
  useQuery({
    queryKey: keys.pushTargets(rallyId),
    queryFn: () => api<PushTargetView[]>(`${base(rallyId)}/push-targets`),
    refetchInterval: lookEveryMs,
  });

/** Something done, after which the list is asked for anew. */
function useChange<In, Out>(key: readonly string[], mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => void client.invalidateQueries({ queryKey: key }) });
}

export const useCreateKey = (rallyId: string) =>
  useChange(keys.streamKeys(rallyId), (key: CreateStreamKeyDto) =>
    api<MadeStreamKeyView>(`${base(rallyId)}/stream-keys`, { body: key }),
  );

export const useRotateKey = (rallyId: string) =>
  useChange(keys.streamKeys(rallyId), (id: string) =>
    api<MadeStreamKeyView>(`${base(rallyId)}/stream-keys/${id}/rotate`, { method: 'POST' }),
  );

export const useRevokeKey = (rallyId: string) =>
  useChange(keys.streamKeys(rallyId), (id: string) =>
    api<void>(`${base(rallyId)}/stream-keys/${id}`, { method: 'DELETE' }),
  );

export const useCreatePush = (rallyId: string) =>
  useChange(keys.pushTargets(rallyId), (target: CreatePushTargetDto) =>
    api<PushTargetView>(`${base(rallyId)}/push-targets`, { body: target }),
  );

/** Starts or stops. */
export const useSwitchPush = (rallyId: string) =>
  useChange(keys.pushTargets(rallyId), ({ id, on }: { id: string; on: boolean }) =>
    api<PushTargetView>(`${base(rallyId)}/push-targets/${id}/${on ? 'start' : 'stop'}`, { method: 'POST' }),
  );

export const useRemovePush = (rallyId: string) =>
  useChange(keys.pushTargets(rallyId), (id: string) =>
    api<void>(`${base(rallyId)}/push-targets/${id}`, { method: 'DELETE' }),
  );
