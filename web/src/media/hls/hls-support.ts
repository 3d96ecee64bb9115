/** Constrained baseline H.264 and AAC-LC in fMP4: what the ladder is made of. */
const wanted = 'video/mp4; codecs="avc1.42E01F,mp4a.40.2"';

/**
 * How this browser plays HLS: by Media Source Extensions, or by itself, as iPhones do. MSE is asked first, since Chrome
 * says "maybe" of HLS and then seeks badly in it.
 */
export function hlsHere(): 'mse' | 'native' | null {
  const source =
    (globalThis as { ManagedMediaSource?: typeof MediaSource }).ManagedMediaSource ?? globalThis.MediaSource;
  if (source?.isTypeSupported?.(wanted)) return 'mse';
  return document.createElement('video').canPlayType('application/vnd.apple.mpegurl') ? 'native' : null;
}
