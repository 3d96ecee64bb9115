/** Keeps the screen on while somebody speaks; the browser drops the lock with the tab and it is taken again. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let stopped = false;
  const take = async () => {
    if (stopped || document.visibilityState !== 'visible' || (lock && !lock.released)) return;
    // Refused on a low battery and missing in old browsers: then the screen's own timer rules.
    lock = await navigator.wakeLock?.request('screen').catch(() => undefined);
    if (stopped) await lock?.release();
  };
  const onVisible = () => void take();
  document.addEventListener('visibilitychange', onVisible);
  onVisible();
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', onVisible);
    void lock?.release();
  };
}
