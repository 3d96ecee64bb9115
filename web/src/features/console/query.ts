import { QueryClient } from '@tanstack/react-query';
import type { ErrorCode } from '@sammelan/shared/contract/errors.js';
import { errorCode } from '../../app/error-text.js';

/** What a second try may mend. */
const passing: ReadonlySet<ErrorCode> = new Set(['unavailable', 'rate-limited', 'internal']);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // The request itself says whether there is a network; the browser's word is often wrong.
      networkMode: 'always',
      retry: (failures, error) => failures < 2 && passing.has(errorCode(error)),
    },
    mutations: { networkMode: 'always' },
  },
});

/** Keys of what is kept; everything of a rally lies under its id, so that one call refreshes it. */
export const keys = {
  me: ['me'] as const,
  rallies: ['rallies'] as const,
  rally: (reference: string) => ['rally', reference] as const,
  invites: (rallyId: string) => ['rally', rallyId, 'invites'] as const,
  streamKeys: (rallyId: string) => ['rally', rallyId, 'stream-keys'] as const,
  captionKeys: (rallyId: string) => ['rally', rallyId, 'caption-keys'] as const,
  pushTargets: (rallyId: string) => ['rally', rallyId, 'push-targets'] as const,
  people: (rallyId: string) => ['rally', rallyId, 'people'] as const,
  rules: (rallyId: string | null) => ['rules', rallyId] as const,
  slides: (rallyId: string) => ['rally', rallyId, 'slides'] as const,
  recording: (rallyId: string) => ['rally', rallyId, 'recording'] as const,
  audit: (rallyId: string) => ['rally', rallyId, 'audit'] as const,
  regions: (parent: string | null) => ['regions', parent] as const,
  organisation: ['organisation'] as const,
  account: ['account'] as const,
  powers: ['powers'] as const,
  record: ['record'] as const,
  verification: ['verification'] as const,
};
