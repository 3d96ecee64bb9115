/** Characters (UTF-16 units, as `maxLength` counts) in one message. */
export const maxMessageLength = 500;

/** Messages given on entering a room and per page of older ones. */
export const historyPage = 100;

const linkPattern =
  /(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+\.(?:com|in|org|net|info|co|me|ly|gg|io|xyz|link|app|site|online)\b(?:\/\S*)?/iu;

/** Whether the text holds something a reader could follow: an address with a scheme, `www.` or a common ending. */
export const hasLink = (text: string): boolean => linkPattern.test(text);

/** Milliseconds until the next message is allowed in slow mode; 0 when it is allowed now. */
export const slowModeWaitMs = (lastSentAt: number | undefined, slowSeconds: number, now: number): number =>
  lastSentAt === undefined ? 0 : Math.max(0, lastSentAt + slowSeconds * 1000 - now);
