/** Roles of today, from the most to the least powerful. A `viewer` is whoever has a session, without any grant. */
export const roles = ['owner', 'producer', 'moderator', 'speaker', 'viewer'] as const;
export type Role = (typeof roles)[number];

const everyone = roles;
const desk = ['owner', 'producer', 'moderator'] as const;
const direction = ['owner', 'producer'] as const;

/**
 * Every permission, with the roles that hold it. A route or command names one of these or is public; there is no other
 * way to be allowed.
 */
export const permissions = {
  'organisation.edit': ['owner'],
  'rally.list': desk,
  'rally.create': direction,
  'rally.edit': direction,
  'rally.direct': direction,
  'rally.desk': desk,
  'rally.watch': everyone,
  'region.import': ['owner'],
  'region.list': desk,
  'invite.create': direction,
  'invite.list': direction,
  'invite.revoke': direction,
  'grant.list': direction,
  'grant.revoke': direction,
  'stage.speak': ['speaker'],
  'stage.direct': direction,
  'stage.watch': ['owner', 'producer', 'moderator', 'speaker'],
  'hand.raise': everyone,
  'chat.read': everyone,
  'chat.send': everyone,
  'chat.moderate': desk,
  'poll.read': everyone,
  'poll.vote': everyone,
  'poll.edit': direction,
  'attendance.read': everyone,
  'attendance.tree': desk,
  'attendance.export': direction,
  'audit.read': direction,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** A role held over one rally (or, where `rallyId` is null, the whole organisation) within a region's subtree. */
export interface GrantScope {
  role: Role;
  organisationId: string;
  rallyId: string | null;
  /** Path of the region whose subtree the grant covers; `/` covers everything. */
  regionPath: string;
  /** ISO time after which the grant no longer counts, or null. */
  expiresAt: string | null;
}

/** What a caller wants to act on. */
export interface Target {
  organisationId: string;
  rallyId?: string;
  /** Path of the region acted on; left out where the act is not about a region. */
  regionPath?: string;
}

/** Whether `path` lies in the subtree of `root`. Both begin and end with `/`, so `/BR/GA/` never covers `/BR/GAYA/`. */
export const isWithin = (root: string, path: string): boolean => path.startsWith(root);

const roleHolds = (role: Role, permission: Permission): boolean =>
  (permissions[permission] as readonly Role[]).includes(role);

/** Whether anyone with a session may do this, without a grant. */
export const isForEveryone = (permission: Permission): boolean => roleHolds('viewer', permission);

/** Whether a grant counts at `now` (ms since the epoch) for what it is asked about, whatever its role. */
export const covers = (grant: GrantScope, target: Target, now: number): boolean =>
  grant.organisationId === target.organisationId &&
  (grant.rallyId === null || grant.rallyId === target.rallyId) &&
  (grant.expiresAt === null || Date.parse(grant.expiresAt) > now) &&
  (target.regionPath === undefined || isWithin(grant.regionPath, target.regionPath));

/** The most powerful role that the grants give on the target; null where they give none. */
export const highestRole = (grants: readonly GrantScope[], target: Target, now: number): Role | null =>
  roles.find((role) => grants.some((grant) => grant.role === role && covers(grant, target, now))) ?? null;

/** The one policy: may a caller who holds `grants` do `permission` on `target` at `now` (ms since the epoch)? */
export function allows(grants: readonly GrantScope[], permission: Permission, target: Target, now: number): boolean {
  if (isForEveryone(permission)) return true;
  return grants.some((grant) => roleHolds(grant.role, permission) && covers(grant, target, now));
}

/** An owner owns the organisation: the role is held over all of it, from whichever rally's desk it was given. */
export const isOrganisationWide = (role: Role): boolean => role === 'owner';

/** Which roles a holder of `own` may give or take away: lower ones only; an owner also those of other owners. */
export const mayGive = (own: Role, given: Role): boolean =>
  own === 'owner' || (own === 'producer' && roles.indexOf(given) > roles.indexOf(own));

/**
 * Whether a holder of `grants` may give `role` over `regionPath` in a rally (null: over the organisation), or take it away:
 * a role below their own, within their own subtree and rally, and while their own grant is in force.
 */
export function mayGiveOver(
  grants: readonly GrantScope[],
  { role, rallyId, regionPath }: Pick<GrantScope, 'role' | 'rallyId' | 'regionPath'>,
  now: number,
): boolean {
  const scopeRallyId = isOrganisationWide(role) ? null : rallyId;
  return grants.some(
    (grant) =>
      mayGive(grant.role, role) &&
      (grant.rallyId === null || grant.rallyId === scopeRallyId) &&
      (grant.expiresAt === null || Date.parse(grant.expiresAt) > now) &&
      isWithin(grant.regionPath, isOrganisationWide(role) ? '/' : regionPath),
  );
}
