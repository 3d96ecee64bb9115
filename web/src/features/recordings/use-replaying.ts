import { useEffect, useState } from 'react';

const hash = '#replay';
const isReplaying = (): boolean => location.hash === hash;

/** Whether the page's address asks for the replay: it can be shared, and the browser's way back leads out of it. */
export function useReplaying(): boolean {
  const [replaying, setReplaying] = useState(isReplaying);
  useEffect(() => {
    const look = () => setReplaying(isReplaying());
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return replaying;
}

export function watchReplay(on: boolean): void {
  location.hash = on ? hash : '';
}
