import type { InviteView } from '@sammelan/shared/invites/invites.dto.js';

export type InviteStatus = 'open' | 'usedUp' | 'expired' | 'revoked';

/** Whether a link still gives its role at `now` (ms since the epoch), and if not, why. */
export function inviteStatus(invite: InviteView, now: number): InviteStatus {
  if (invite.revokedAt) return 'revoked';
  if (Date.parse(invite.expiresAt) <= now) return 'expired';
  return invite.used >= invite.quota ? 'usedUp' : 'open';
}
