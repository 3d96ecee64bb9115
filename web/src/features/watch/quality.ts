import { recall, remember } from '../../app/storage.js';
import { isSlowLine } from '../../media/slow-line.js';
import type { Viewer } from '../../media/viewer.js';
import type { Choice } from '../../media/viewer-state.js';

const key = 'sammelan.quality';

const isChoice = (value: string | null): value is Choice =>
  value === 'auto' || value === '480p' || value === '240p' || value === 'slides' || value === 'audio';

/** Sets what the viewer wants and remembers it: data costs the same tomorrow. */
export function chooseQuality(viewer: Viewer, quality: Choice): void {
  viewer.setQuality(quality);
  remember(key, quality);
}

/** Applies what was chosen on an earlier visit; a phone that is told to save data begins small, one on a 2G line with the sound. */
export function applyRememberedQuality(viewer: Viewer): void {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  const chosen = recall(key) ?? (isSlowLine() ? 'audio' : connection?.saveData ? '240p' : null);
  if (isChoice(chosen) && chosen !== 'auto') viewer.setQuality(chosen);
}
