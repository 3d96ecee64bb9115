import type { RedeemedView } from '@sammelan/shared/auth/auth.dto.js';

type Reason = NonNullable<RedeemedView['reason']>;

const key = 'sammelan.invite-note';
const reasons: readonly string[] = [
  'invite-expired',
  'invite-revoked',
  'invite-used-up',
  'invite-phone',
] satisfies Reason[];

/** Leaves word for the next page of this tab that the invite gave no role. */
export function leaveInviteNote(reason: Reason): void {
  try {
    sessionStorage.setItem(key, reason);
  } catch {
    // Without storage the viewer just watches.
  }
}

/** The word that was left, once. */
export function takeInviteNote(): Reason | null {
  try {
    const reason = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return reason && reasons.includes(reason) ? (reason as Reason) : null;
  } catch {
    return null;
  }
}
