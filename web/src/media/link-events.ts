interface NetworkInformation extends EventTarget {
  effectiveType?: string;
}

/**
 * Calls `look` whenever something happened after which a connection may be dead without knowing it: back online, another
 * network, the tab or the phone awake again, the page back from the back/forward cache, a phone call over. Returns what
 * stops it.
 */
export function onLinkEvent(look: (event: 'network' | 'awake') => void): () => void {
  const network = () => look('network');
  const awake = () => document.visibilityState === 'visible' && look('awake');
  const connection = (navigator as Navigator & { connection?: NetworkInformation }).connection;
  addEventListener('online', network);
  connection?.addEventListener('change', network);
  document.addEventListener('visibilitychange', awake);
  document.addEventListener('resume', awake);
  addEventListener('pageshow', awake);
  return () => {
    removeEventListener('online', network);
    connection?.removeEventListener('change', network);
    document.removeEventListener('visibilitychange', awake);
    document.removeEventListener('resume', awake);
    removeEventListener('pageshow', awake);
  };
}
