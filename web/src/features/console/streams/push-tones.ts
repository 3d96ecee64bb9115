import type { PushState } from '@sammelan/shared/simulcast/simulcast.dto.js';

/** How each state is coloured; its word is always beside it. */
export const pushTones = {
  off: 'plain',
  waiting: 'plain',
  connecting: 'hand',
  live: 'ok',
  retrying: 'hand',
  failed: 'stop',
} as const satisfies Record<PushState, string>;

/** Whether the switch is for starting. */
export const isStopped = (state: PushState): boolean => state === 'off' || state === 'failed';
