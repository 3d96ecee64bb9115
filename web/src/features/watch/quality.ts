import type { Quality } from '@sammelan/shared/playback/playback.dto.js';
import { recall, remember } from '../../app/storage.js';
import type { Viewer } from '../../media/viewer.js';

const key = 'sammelan.quality';

const isQuality = (value: string | null): value is Quality =>
  value === 'auto' || value === '480p' || value === '240p' || value === 'audio';

/** Sets what the viewer wants and remembers it: data costs the same tomorrow. */
export function chooseQuality(viewer: Viewer, quality: Quality): void {
  viewer.setQuality(quality);
  remember(key, quality);
}

/** Applies what was chosen on an earlier visit. */
export function applyRememberedQuality(viewer: Viewer): void {
  const chosen = recall(key);
  if (isQuality(chosen) && chosen !== 'auto') viewer.setQuality(chosen);
}
