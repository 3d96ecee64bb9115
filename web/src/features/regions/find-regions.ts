import type { Language } from '@sammelan/shared/contract/local-text.js';
import type { PinView, RegionView } from '@sammelan/shared/regions/regions.dto.js';
import { api } from '../../app/api.js';

/** Six digits, in either script. */
const pinPattern = /^[0-9०-९]{6}$/;

const latinDigits = (text: string): string => text.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));

/** Regions for what was typed: a PIN code, a name in either language, or (nothing typed) the children of `parent`. */
export async function findRegions(
  query: { typed: string; parent: string | null; language: Language },
  signal: AbortSignal,
): Promise<RegionView[]> {
  const typed = query.typed.trim().replace(/\s+/g, ' ');
  const pin = typed.replace(/ /g, '');
  if (pinPattern.test(pin)) {
    const found = await api<PinView>(`/api/regions/pin/${latinDigits(pin)}`, { open: true, signal });
    return found.regions;
  }
  const search = new URLSearchParams();
  if (typed) search.set('search', typed);
  else if (query.parent) search.set('parent', query.parent);
  if (typed) search.set('language', query.language);
  return api<RegionView[]>(`/api/regions/public?${search}`, { open: true, signal });
}

export interface FoundRegions {
  regions: readonly RegionView[];
  /** The region they are all inside of, where the search went down into it by itself. */
  within: RegionView | null;
}

/** As `findRegions`; the list of an organisation with one state begins with its districts. */
export async function findRegionsToChoose(
  query: { typed: string; parent: string | null; language: Language },
  signal: AbortSignal,
): Promise<FoundRegions> {
  const regions = await findRegions(query, signal);
  const [only] = regions;
  if (query.typed || query.parent || regions.length !== 1 || !only?.hasChildren) return { regions, within: null };
  return { regions: await findRegions({ ...query, parent: only.code }, signal), within: only };
}
