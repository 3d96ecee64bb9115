import type { Role } from '../access/access.rules.js';

/** Those who go on air, and who say who does: they prove by a second factor that the link reached whom it is for. */
const stageRoles: readonly Role[] = ['speaker', 'producer'];

/** Whether a link to this role has to be for one phone, as the organisation has it. */
export const needsPhone = (role: Role, { stagePhones }: { stagePhones: boolean }): boolean =>
  stagePhones && stageRoles.includes(role);
