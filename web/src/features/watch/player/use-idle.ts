import { useEffect, useRef, useState } from 'react';

const idleAfterMs = 3_000;

/** Whether the controls should show: for a while after each `wake`, and always while `held`. */
export function useIdle(held: boolean): { awake: boolean; wake: () => void; sleep: () => void } {
  const [awake, setAwake] = useState(true);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wake = () => {
    setAwake(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAwake(false), idleAfterMs);
  };
  const sleep = () => {
    clearTimeout(timer.current);
    setAwake(false);
  };
  useEffect(() => {
    timer.current = setTimeout(() => setAwake(false), idleAfterMs);
    return () => clearTimeout(timer.current);
  }, []);
  return { awake: awake || held, wake, sleep };
}
