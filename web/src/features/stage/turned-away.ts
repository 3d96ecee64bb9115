import type { Permission } from '@sammelan/shared/access/access.rules.js';
import { AppError } from '@sammelan/shared/contract/errors.js';
import type { ConnectionState } from '../../realtime/connection-state.js';
import type { RallyState } from '../rallies/rally-store.js';

/** Why somebody cannot be on this stage now: an error of the server's, no invitation, or no rally any more. */
export type Away = AppError | 'not-invited' | 'over';

/** Null where nothing stands in the way, as far as is known. */
export function turnedAway(
  line: ConnectionState,
  rally: RallyState,
  permissions: readonly Permission[] | undefined,
  needed: Permission = 'stage.speak',
): Away | null {
  if (rally.kind === 'failed' && rally.error.code === 'not-found') return rally.error;
  if (line.kind === 'ended') return new AppError(line.reason === 'banned' ? 'banned' : 'rally-not-open', '');
  if (rally.kind === 'ready' && ['ended', 'archived'].includes(rally.rally.state)) return 'over';
  if (line.kind === 'refused') return new AppError(line.code, '');
  return permissions && !permissions.includes(needed) ? 'not-invited' : null;
}
