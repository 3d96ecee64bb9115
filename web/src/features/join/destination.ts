import type { Role } from '@sammelan/shared/access/access.rules.js';
import { assertUnreachable } from '@sammelan/shared/contract/contract.js';

/** The page a person of this role goes to; without a rally the invite is for the whole organisation. */
export function destination(role: Role, rallySlug: string | null): string {
  switch (role) {
    case 'speaker':
      return rallySlug ? `/speak/${rallySlug}` : '/';
    case 'interpreter':
      return rallySlug ? `/interpret/${rallySlug}` : '/';
    case 'captioner':
      return rallySlug ? `/caption/${rallySlug}` : '/';
    case 'owner':
    case 'state-organiser':
    case 'district-organiser':
    case 'producer':
    case 'moderator':
    case 'analyst':
      return rallySlug ? `/console/rallies/${rallySlug}/desk` : '/console';
    case 'viewer':
      return rallySlug ? `/r/${rallySlug}` : '/';
    default:
      return assertUnreachable(role);
  }
}
