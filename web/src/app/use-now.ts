import { useEffect, useState } from 'react';
import { serverNow } from './clock.js';

/** The time once a second while `active`; figures change no faster. `clock` is the browser's own, or the server's. */
export function useNow(active = true, clock: () => number = Date.now): number {
  const [now, setNow] = useState(clock);
  useEffect(() => {
    if (!active) return;
    const tick = () => setNow(clock());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [active, clock]);
  return now;
}

/** As `useNow`, on the server's clock: what announced times are counted down by. */
export const useServerNow = (active = true): number => useNow(active, serverNow);
