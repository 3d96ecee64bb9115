import type { Role } from '../access/access.rules.js';

/** Somebody's role, in a rally or (in the organisation's own list) over all of it. */
export interface GrantView {
  id: string;
  identityId: string;
  name: string;
  role: Role;
  regionPath: string;
  expiresAt: string | null;
  grantedAt: string;
  /** The invite it came by, as its maker called it. */
  inviteLabel: string | null;
}
