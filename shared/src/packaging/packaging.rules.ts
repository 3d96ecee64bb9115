import type { HlsView } from '../playback/playback.dto.js';
import type { StreamView } from './packaging.dto.js';

/** The ladder that a stream is watched by; null while nothing has gone out. */
export function ladderOf({ liveUrl, fullUrl, voiceUrl, slideUrl }: StreamView): HlsView | null {
  return liveUrl && fullUrl && slideUrl ? { url: liveUrl, fullUrl, voiceUrl, slideUrl } : null;
}
