/** Roles, from the most to the least powerful. A `viewer` is whoever has a session, without any grant. */
export const roles = [
  'owner',
  'state-organiser',
  'district-organiser',
  'producer',
  'moderator',
  'analyst',
  'speaker',
  'interpreter',
  'captioner',
  'viewer',
] as const;
export type Role = (typeof roles)[number];

const everyone = roles;
const organisers = ['owner', 'state-organiser', 'district-organiser'] as const;
const direction = [...organisers, 'producer'] as const;
const desk = [...direction, 'moderator'] as const;
const observers = [...desk, 'analyst'] as const;
const figures = [...direction, 'analyst'] as const;

/**
 * Every permission, with the roles that hold it. A route or command names one of these or is public; there is no other
 * way to be allowed.
 */
export const permissions = {
  'organisation.edit': ['owner'],
  'rally.list': observers,
  'rally.create': organisers,
  'rally.edit': direction,
  'rally.direct': direction,
  'rally.desk': observers,
  'rally.figures': observers,
  'rally.watch': everyone,
  'region.import': ['owner'],
  'region.list': observers,
  'invite.create': direction,
  'invite.list': direction,
  'invite.revoke': direction,
  'grant.list': direction,
  'grant.give': direction,
  'grant.revoke': direction,
  'stage.speak': ['speaker'],
  'stage.direct': direction,
  'stage.watch': [...desk, 'speaker'],
  'ingest.edit': direction,
  'simulcast.edit': direction,
  'hand.raise': everyone,
  'chat.read': everyone,
  'chat.send': everyone,
  'chat.report': everyone,
  'chat.moderate': desk,
  'moderation.rules': direction,
  'poll.read': everyone,
  'poll.vote': everyone,
  'poll.edit': direction,
  'poll.results': figures,
  'poll.unlink': ['owner'],
  'question.read': everyone,
  'question.ask': everyone,
  'question.moderate': desk,
  'question.direct': direction,
  'caption.write': [...desk, 'captioner'],
  'caption.keys': direction,
  'interpretation.speak': ['interpreter'],
  'interpretation.watch': [...direction, 'interpreter'],
  'recording.edit': direction,
  'attendance.read': everyone,
  'attendance.tree': observers,
  'attendance.export': figures,
  'audit.read': direction,
  'audit.search': direction,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/**
 * Permissions that also a role over a part of the rally's regions gives; the service then narrows what is done, or shown, to
 * that part. Every other permission is over the rally (or the organisation) as a whole, and wants a role that covers all of
 * it.
 */
const inPart: ReadonlySet<Permission> = new Set<Permission>([
  'rally.list',
  'rally.create',
  'rally.desk',
  'region.list',
  'invite.create',
  'invite.list',
  'invite.revoke',
  'grant.list',
  'grant.give',
  'grant.revoke',
  'stage.speak',
  'stage.watch',
  'chat.moderate',
  'poll.results',
  'question.moderate',
  'attendance.tree',
  'attendance.export',
  'audit.search',
]);

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

/** What a caller wants to act on. All of it is looked up by id; nothing is taken from a payload's word. */
export interface Target {
  organisationId: string;
  rallyId?: string;
  /** Path of the region that the rally is for; `/` where left out. */
  rallyPath?: string;
  /** Path of the region acted on; left out where the act is not about a region. */
  regionPath?: string;
}

/** How powerful a role is: 0 the most. */
export const rankOf = (role: Role): number => roles.indexOf(role);

/** Whether `path` lies in the subtree of `root`. Both begin and end with `/`, so `/BR/GA/` never covers `/BR/GAYA/`. */
export const isWithin = (root: string, path: string): boolean => path.startsWith(root);

/** Whether two subtrees have anything in common. */
export const overlaps = (one: string, other: string): boolean => isWithin(one, other) || isWithin(other, one);

export const roleHolds = (role: Role, permission: Permission): boolean =>
  (permissions[permission] as readonly Role[]).includes(role);

/** Whether anyone with a session may do this, without a grant. */
export const isForEveryone = (permission: Permission): boolean => roleHolds('viewer', permission);

/** Whether a role over a part of a rally's regions gives this permission too. */
export const isInPart = (permission: Permission): boolean => inPart.has(permission);

export const isInForce = ({ expiresAt }: Pick<GrantScope, 'expiresAt'>, now: number): boolean =>
  expiresAt === null || Date.parse(expiresAt) > now;

/** Whether a grant counts at `now` (ms since the epoch) where it is asked about, whatever its role. */
export const covers = (grant: GrantScope, target: Target, now: number): boolean =>
  grant.organisationId === target.organisationId &&
  (grant.rallyId === null || grant.rallyId === target.rallyId) &&
  isInForce(grant, now) &&
  overlaps(grant.regionPath, target.rallyPath ?? '/') &&
  (target.regionPath === undefined || isWithin(grant.regionPath, target.regionPath));

/** The most powerful role that the grants give on the target; null where they give none. */
export const highestRole = (grants: readonly GrantScope[], target: Target, now: number): Role | null =>
  roles.find((role) => grants.some((grant) => grant.role === role && covers(grant, target, now))) ?? null;

/** Roles that are held over the organisation, within a region, from whichever rally's desk they were given. */
export const isOrganisationWide = (role: Role): boolean => (organisers as readonly Role[]).includes(role);
