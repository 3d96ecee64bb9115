/** Characters (UTF-16 units, as `maxLength` counts) in one message. */
export const maxMessageLength = 500;

/** Longer would be felt as a chat that is broken. */
export const maxDelaySeconds = 6;

/** What the shield sets, in one tap. */
export const shieldSettings = {
  audience: 'verified',
  slowSeconds: 30,
  holdLinks: true,
  regionRoomsPaused: true,
} as const;

/** Messages given on entering a room and per page of older ones. */
export const historyPage = 100;

/** Addresses with `http(s)://` or `www.`; punctuation that ends a sentence is no part of them. */
const linkPattern = /(?:https?:\/\/|www\.)[^\s<>"']*[^\s<>"'.,;:!?)\]}।…]/giu;

/** A stretch of a message's text; `href` is null for plain text. */
export interface TextPart {
  text: string;
  href: string | null;
}

/** Splits a text into plain stretches and addresses. Readers make links of the latter only where the chat allows links. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(linkPattern)) {
    if (index > end) parts.push({ text: text.slice(end, index), href: null });
    parts.push({ text: found, href: /^http/i.test(found) ? found : `https://${found}` });
    end = index + found.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** Four digits that tell guests without a name apart; the same for one person everywhere. */
export const guestNumber = (identityId: string): string =>
  String(parseInt(identityId.replaceAll('-', '').slice(-8), 16) % 10_000).padStart(4, '0');

/** Milliseconds until the next message is allowed in slow mode; 0 when it is allowed now. */
export const slowModeWaitMs = (lastSentAt: number | undefined, slowSeconds: number, now: number): number =>
  lastSentAt === undefined ? 0 : Math.max(0, lastSentAt + slowSeconds * 1000 - now);

/** A message as it is stored: no blank edges, no more than one blank line in a row. */
export const tidyText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[^\S\n]*(?:\n[^\S\n]*)+/g, '\n\n')
    .trim();

/**
 * Key of the room where people of a region meet: its ancestor at `level`, or itself (`/BR/BR-GAYA/` for a block of Gaya at
 * level 1). Null where the region lies above that level.
 */
export function roomKeyOf(regionPath: string, level: number): string | null {
  const codes = regionPath.split('/').slice(1, -1);
  return codes.length > level ? `/${codes.slice(0, level + 1).join('/')}/` : null;
}
