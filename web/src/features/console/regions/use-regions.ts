import type { RegionView } from '@sammelan/shared/regions/regions.dto.js';
import { useQueries, useQuery } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { findRegions } from '../../regions/find-regions.js';
import { usePermission } from '../shell/use-me.js';
import { keys } from '../query.js';

// The tree changes with an import only, and that throws these away.
const staleTime = 5 * 60_000;

/**
 * Organisers are answered freshly; who sits at one rally's desk only gets what every citizen gets, minutes old at most.
 */
const childrenQuery = (parent: string | null, language: string, fresh: boolean) => ({
  queryKey: [...keys.regions(parent), language, fresh],
  queryFn: () =>
    api<RegionView[]>(`/api/regions${fresh ? '' : '/public'}?language=${language}${parent ? `&parent=${parent}` : ''}`),
  staleTime,
});

/** The regions directly below one (its code), or the top ones. */
export function useChildren(parent: string | null) {
  const { language } = useLanguage();
  return useQuery(childrenQuery(parent, language, usePermission('region.list')));
}

/** The code of the region at a path; null for `/`. */
export const codeOf = (path: string): string | null => codesOf(path).at(-1) ?? null;

const codesOf = (path: string): string[] => path.split('/').filter(Boolean);

/** The regions from the top down to the one at `path`, as far as they are known yet. */
export function useTrail(path: string): RegionView[] {
  const { language } = useLanguage();
  const fresh = usePermission('region.list');
  const codes = codesOf(path);
  const levels = useQueries({
    queries: codes.map((_, index) => childrenQuery(codes[index - 1] ?? null, language, fresh)),
  });
  return codes.flatMap((code, index) => levels[index]?.data?.find((region) => region.code === code) ?? []);
}

/** Regions for what was typed: a name in either language or a PIN code. Asks for nothing below two letters. */
export function useRegionSearch(typed: string) {
  const { language } = useLanguage();
  const text = typed.trim();
  return useQuery({
    queryKey: ['region-search', text, language],
    queryFn: ({ signal }) => findRegions({ typed: text, parent: null, language }, signal),
    enabled: text.length >= 2,
    staleTime,
    placeholderData: (before) => before,
  });
}
