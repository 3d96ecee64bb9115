import type { PushTrouble } from '@sammelan/shared/simulcast/simulcast.dto.js';

/** The first new attempt is nearly immediate; a service that was down for an hour is found again within half a minute. */
const retryDelaysMs = [1000, 2000, 5000, 10_000, 30_000];
/** What never once connected is given up after about ten minutes: the address or the key is wrong. */
const attemptsAtMost = 24;

/** How long to wait before another attempt; null: no more. @param failures in a row, this one included */
export const retryDelay = (failures: number, everLive: boolean): number | null =>
  !everLive && failures >= attemptsAtMost ? null : (retryDelaysMs[failures - 1] ?? retryDelaysMs.at(-1) ?? 0);

/** What ffmpeg's last words mean. @param wasLive it had been sending */
export function troubleOf(words: string, wasLive: boolean): PushTrouble {
  if (/Failed to resolve|Name or service not known/i.test(words)) return 'unknown-host';
  if (/NetStream\.Publish|NetConnection\.Connect|Server error|not authorized|BadName|denied/i.test(words)) {
    return 'key-refused';
  }
  return wasLive ? 'broke-off' : 'no-connection';
}
