import type { ReplayView } from '@sammelan/shared/recordings/recordings.dto.js';
import { api } from '../../app/api.js';
import { errorCode } from '../../app/error-text.js';

/** The replay of a rally; null where there is none, or none for this reader. @throws AppError */
export const fetchReplay = (rallyId: string): Promise<ReplayView | null> =>
  api<ReplayView>(`/api/rallies/${rallyId}/replay`).catch((error: unknown) => {
    if (errorCode(error) === 'not-found') return null;
    throw error;
  });
