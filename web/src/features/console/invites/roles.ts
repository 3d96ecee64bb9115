import { type GrantScope, type Role, roles } from '@sammelan/shared/access/access.rules.js';
import { mayGive } from '@sammelan/shared/access/policy.rules.js';

/** Keys of the roles' names in the common texts. */
export const roleNames = {
  owner: 'roleOwner',
  'state-organiser': 'roleStateOrganiser',
  'district-organiser': 'roleDistrictOrganiser',
  producer: 'roleProducer',
  moderator: 'roleModerator',
  analyst: 'roleAnalyst',
  speaker: 'roleSpeaker',
  interpreter: 'roleInterpreter',
  captioner: 'roleCaptioner',
  viewer: 'roleViewer',
} as const satisfies Record<Role, string>;

/** Roles that a holder of these grants may give in a rally (null: over all of them), the most asked for first. */
export function givableRoles(grants: readonly GrantScope[], rallyId: string | null): Role[] {
  const own = grants.filter((grant) => grant.rallyId === null || grant.rallyId === rallyId);
  const order: readonly Role[] = [
    'speaker',
    'moderator',
    'producer',
    'interpreter',
    'captioner',
    'analyst',
    'viewer',
    'district-organiser',
    'state-organiser',
  ];
  const may = roles.filter((role) => own.some((grant) => mayGive(grant.role, role)));
  return order.filter((role) => may.includes(role));
}
