import type { GrantScope, Target } from '../access/access.rules.js';

/**
 * Whether someone with these grants is counted as a viewer of the rally: everyone but those who have a part in it (owners,
 * producers, moderators, speakers). A desk that counted itself would never read nought.
 */
export const isViewer = (grants: readonly GrantScope[], rally: Target, now: number): boolean =>
  !grants.some(
    (grant) =>
      grant.role !== 'viewer' &&
      grant.organisationId === rally.organisationId &&
      (grant.rallyId === null || grant.rallyId === rally.rallyId) &&
      (grant.expiresAt === null || Date.parse(grant.expiresAt) > now),
  );
