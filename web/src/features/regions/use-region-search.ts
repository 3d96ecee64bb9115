import type { Language } from '@sammelan/shared/contract/local-text.js';
import { useEffect, useState } from 'react';
import { findRegionsToChoose, type FoundRegions } from './find-regions.js';

/** Somebody who types on is not asked for every letter. */
const typingPauseMs = 250;

export type RegionSearch =
  { kind: 'loading' } | ({ kind: 'found' } & FoundRegions) | { kind: 'failed'; retry: () => void };

/** Regions for what is typed, or the children of `parent` where nothing is. */
export function useRegionSearch(typed: string, parent: string | null, language: Language): RegionSearch {
  const [search, setSearch] = useState<RegionSearch>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const run = () =>
      findRegionsToChoose({ typed, parent, language }, abort.signal).then(
        (found) => setSearch({ kind: 'found', ...found }),
        () => {
          if (!abort.signal.aborted) setSearch({ kind: 'failed', retry: () => setAttempt((count) => count + 1) });
        },
      );
    const timer = setTimeout(() => void run(), typed ? typingPauseMs : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed, parent, language, attempt]);
  return search;
}
