import {
  type GrantScope,
  highestRole,
  isForEveryone,
  isInForce,
  isInPart,
  isOrganisationWide,
  isWithin,
  overlaps,
  type Permission,
  rankOf,
  type Role,
  roleHolds,
  type Target,
} from './access.rules.js';

/** Why somebody may not, from the furthest miss to the closest. */
export const denials = [
  'no-role',
  'other-organisation',
  'other-rally',
  'other-region',
  'not-below',
  'expired',
] as const;
export type Denial = (typeof denials)[number];

/** `by` is the grant that allows it; null where everyone may. */
export type Decision = { allowed: true; by: GrantScope | null } | { allowed: false; reason: Denial };

/** A target with, where the act is upon a person, the grants of that person. */
export type Aim = Target & { person?: readonly GrantScope[] };

/**
 * The one policy: may a caller who holds `grants` do `permission` on `aim` at `now` (ms since the epoch)? Every REST route,
 * socket command and service asks here. Pure: whoever asks has looked up rally, region and person by their ids.
 */
export function decide(grants: readonly GrantScope[], permission: Permission, aim: Aim, now: number): Decision {
  if (isForEveryone(permission)) return { allowed: true, by: null };
  let closest = 0;
  for (const grant of grants) {
    if (!roleHolds(grant.role, permission)) continue;
    const miss = missOf(grant, permission, aim, now);
    if (miss === null) return { allowed: true, by: grant };
    closest = Math.max(closest, denials.indexOf(miss));
  }
  return { allowed: false, reason: denials[closest]! };
}

export const allows = (grants: readonly GrantScope[], permission: Permission, aim: Aim, now: number): boolean =>
  decide(grants, permission, aim, now).allowed;

/** Why this grant does not allow it; null where it does. */
function missOf(grant: GrantScope, permission: Permission, aim: Aim, now: number): Denial | null {
  if (grant.organisationId !== aim.organisationId) return 'other-organisation';
  if (grant.rallyId !== null && grant.rallyId !== aim.rallyId) return 'other-rally';
  if (!reaches(grant.regionPath, permission, aim)) return 'other-region';
  if (!isInForce(grant, now)) return 'expired';
  if (aim.person) {
    const other = highestRole(aim.person, aim, now);
    if (other !== null && rankOf(other) <= rankOf(grant.role)) return 'not-below';
  }
  return null;
}

function reaches(path: string, permission: Permission, { rallyId, rallyPath = '/', regionPath }: Aim): boolean {
  if (regionPath !== undefined && !isWithin(path, regionPath)) return false;
  // Without a rally the organisation is meant, or the region that was named.
  if (rallyId === undefined && regionPath !== undefined) return true;
  return isInPart(permission) ? overlaps(path, rallyPath) : isWithin(path, rallyPath);
}

/** A role as it is to be given: where, in which rally (null: in all), until when. */
export type Gift = Pick<GrantScope, 'role' | 'rallyId' | 'regionPath' | 'organisationId'>;

/** What a role can be given over: an organiser's is never for one rally. */
export const scopeOf = <G extends Pick<GrantScope, 'role' | 'rallyId'>>(gift: G): G =>
  isOrganisationWide(gift.role) ? { ...gift, rallyId: null } : gift;

/**
 * Whether a holder of `grants` may give this role, prolong it or take it away: strictly below their own, inside their own
 * subtree and rally, while their own grant is in force. Gives until when at most: nobody's gift outlasts their own power.
 * Null: they may not.
 */
export function powerToGive(grants: readonly GrantScope[], gift: Gift, now: number): { until: string | null } | null {
  const { role, rallyId, regionPath, organisationId } = scopeOf(gift);
  const able = grants.filter(
    (grant) =>
      roleHolds(grant.role, 'grant.give') &&
      rankOf(grant.role) < rankOf(role) &&
      grant.organisationId === organisationId &&
      (grant.rallyId === null || grant.rallyId === rallyId) &&
      isInForce(grant, now) &&
      isWithin(grant.regionPath, regionPath),
  );
  if (able.length === 0) return null;
  if (able.some(({ expiresAt }) => expiresAt === null)) return { until: null };
  return {
    until: able
      .map(({ expiresAt }) => new Date(expiresAt ?? 0).toISOString())
      .sort()
      .at(-1)!,
  };
}

/** Whether a holder of `own` may ever give `role`: what a form offers. */
export const mayGive = (own: Role, role: Role): boolean => roleHolds(own, 'grant.give') && rankOf(own) < rankOf(role);
