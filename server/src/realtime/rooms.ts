/** Names of socket rooms; nobody writes one by hand. */
export const rooms = {
  /** Everyone in the rally. */
  rally: (rallyId: string) => `rally:${rallyId}`,
  /** Those who said they are from this region (exactly this node, not its subtree). */
  region: (rallyId: string, path: string) => `rally:${rallyId}:region:${path}`,
  /** Organisers who look at the live desk. */
  desk: (rallyId: string) => `rally:${rallyId}:desk`,
  /** Desk and speakers: who may see the whole stage. */
  stage: (rallyId: string) => `rally:${rallyId}:stage`,
  /** Members of one region's chat. */
  regionChat: (rallyId: string, path: string) => `rally:${rallyId}:chat:${path}`,
  /** Organisers who look at the children of one region in the attendance tree. */
  attendanceTree: (rallyId: string, path: string) => `rally:${rallyId}:attendance:${path}`,
  /** Every socket of one identity in the rally. */
  identity: (rallyId: string, identityId: string) => `rally:${rallyId}:identity:${identityId}`,
};
