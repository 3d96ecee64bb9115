import { covers, type GrantScope, type Target } from '../access/access.rules.js';

/**
 * Whether someone with these grants is counted as a viewer of the rally: everyone but those who have a part in it (owners,
 * organisers, producers, moderators, speakers). A desk that counted itself would never read nought.
 */
export const isViewer = (grants: readonly GrantScope[], rally: Target, now: number): boolean =>
  !grants.some((grant) => grant.role !== 'viewer' && covers(grant, rally, now));
