/**
 * Puts the rally on the lock screen and the headset's buttons, so that its sound goes on with the screen off and can be
 * stopped there. Returns the way to take it off again.
 */
export function showOnLockScreen(
  about: { title: string; artist: string },
  act: { play: () => void; pause: () => void },
): () => void {
  // Old browsers have neither.
  if (!('mediaSession' in navigator) || !('MediaMetadata' in globalThis)) return () => undefined;
  const session = navigator.mediaSession;
  session.metadata = new MediaMetadata(about);
  session.setActionHandler('play', act.play);
  session.setActionHandler('pause', act.pause);
  return () => {
    session.metadata = null;
    session.setActionHandler('play', null);
    session.setActionHandler('pause', null);
  };
}
