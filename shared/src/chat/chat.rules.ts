/** Characters (UTF-16 units, as `maxLength` counts) in one message. */
export const maxMessageLength = 500;

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
