import { useEffect, useState } from 'react';

/** This device's own clock, once a second while `active`: for spans that began on this device. */
export function useWallClock(active: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [active]);
  return now;
}
