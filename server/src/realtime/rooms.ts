/** Names of socket rooms; nobody writes one by hand. */
export const rooms = {
  /** Everyone in the rally. */
  rally: (rallyId: string) => `rally:${rallyId}`,
  /** Those who said they are from this region (exactly this node, not its subtree); `/`: those who said nothing. */
  region: (rallyId: string, path: string) => `rally:${rallyId}:region:${path}`,
  /** Organisers who look at the live desk. */
  desk: (rallyId: string) => `rally:${rallyId}:desk`,
  /** Those of the desk whose role covers all of the rally: they see its figures before they are released. */
  figures: (rallyId: string) => `rally:${rallyId}:figures`,
  /** Desk and speakers: who may see the whole stage. */
  stage: (rallyId: string) => `rally:${rallyId}:stage`,
  /** Those who have entered one room of the chat; the key is `/` for the rally's, a region's path for a region's. */
  chat: (rallyId: string, key: string) => `rally:${rallyId}:chat:${key}`,
  /** Moderators among those in a room of the chat: they see messages before the others, where the desk says so. */
  chatEarly: (rallyId: string, key: string) => `rally:${rallyId}:chat-early:${key}`,
  /** Those who may edit polls: they see results that are hidden from the rest. */
  pollEditors: (rallyId: string) => `rally:${rallyId}:poll-editors`,
  /** Those who have looked at the questions. */
  questions: (rallyId: string) => `rally:${rallyId}:questions`,
  /** Those who read captions in one language. */
  captions: (rallyId: string, language: string) => `rally:${rallyId}:captions:${language}`,
  /** Who looks after the rally's recording. */
  recording: (rallyId: string) => `rally:${rallyId}:recording`,
  /** Interpreters and the desk: who sees the booths. */
  booths: (rallyId: string) => `rally:${rallyId}:booths`,
  /** Organisers who look at one region and its children in the attendance tree. */
  attendanceTree: (rallyId: string, path: string) => `rally:${rallyId}:attendance:${path}`,
};
