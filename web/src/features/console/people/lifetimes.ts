/** How long a role can be given for, in days; `0`: for good. */
export const roleLifetimes = ['1', '7', '30', '365', '0'] as const;
export type RoleLifetime = (typeof roleLifetimes)[number];

const dayMs = 24 * 3600 * 1000;

/** When a role given now for so long ends; null: never. */
export const endOf = (days: RoleLifetime): string | null =>
  days === '0' ? null : new Date(Date.now() + Number(days) * dayMs).toISOString();
