import type { ErrorCode } from '@sammelan/shared/contract/errors.js';

/** Where the page stands with the server. `refused` and `ended` are for good; the others pass by themselves. */
export type ConnectionState =
  | { kind: 'connecting' }
  | { kind: 'online' }
  /** Lost `since` (ms since the epoch). */
  | { kind: 'reconnecting'; since: number }
  /** The browser says that there is no network. */
  | { kind: 'offline'; since: number }
  | { kind: 'refused'; code: ErrorCode }
  | { kind: 'ended'; reason: 'banned' | 'rally-archived' | 'rally-private' };

export const isFinal = (state: ConnectionState): boolean => state.kind === 'refused' || state.kind === 'ended';
