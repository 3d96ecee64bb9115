import { recall, remember } from '../../app/storage.js';

const key = 'sammelan.region';
const askedKey = 'sammelan.region-asked';
const codePattern = /^[A-Z0-9][A-Z0-9-]{0,31}$/;

/** Code of the region the link carries (`?region=`) or the person once named; undefined where neither. */
export function ownRegionCode(): string | undefined {
  const linked = new URLSearchParams(location.search).get('region')?.toUpperCase();
  if (linked && codePattern.test(linked)) return linked;
  return recall(key) ?? undefined;
}

export const rememberRegion = (code: string): void => remember(key, code);

/** Whether the question was put aside before; then it is not put again, only offered. */
export const wasRegionAsked = (): boolean => recall(askedKey) !== null;

export const noteRegionAsked = (): void => remember(askedKey, 'yes');
