import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * How long one signature is handed out. All viewers of a rally have the same one meanwhile, so a cache in front keeps one copy
 * of a segment for all of them; it is good for one window more, in which players change over to the next.
 */
export const windowMs = 10 * 60_000;

/** `/~<window>-<signature>/` as a part of a path, behind the rally's id: relative addresses below it are signed too. */
const partPattern = /^~([0-9a-z]{1,9})-([\w-]{22})$/;
const signatureBytes = 16;

/**
 * Signs the address of everything below one rally's HLS: HMAC-SHA-256, cut to 128 bits (RFC 2104, 5), with a key of its own
 * for each window.
 */
export class HlsSignature {
  /** @param keys secrets; the first one signs, the others are still believed */
  constructor(private readonly keys: readonly [Buffer, ...Buffer[]]) {}

  /** The signed part of the path, good for one to two windows from `nowMs`. */
  sign(rallyId: string, nowMs: number): string {
    const window = Math.floor(nowMs / windowMs).toString(36);
    return `~${window}-${mac(this.keys[0], rallyId, window).toString('base64url')}`;
  }

  /** When a signed part expires, ms since the epoch; null where it is not good for this rally, now. */
  expiry(rallyId: string, part: string, nowMs: number): number | null {
    const [, window, signature] = partPattern.exec(part) ?? [];
    if (!window || !signature) return null;
    const expiresAt = (parseInt(window, 36) + 2) * windowMs;
    // One that is of a window to come is not ours, or of a clock that was set back.
    if (expiresAt <= nowMs || expiresAt > nowMs + 3 * windowMs) return null;
    const given = Buffer.from(signature, 'base64url');
    const known = this.keys.some((key) => timingSafeEqual(given, mac(key, rallyId, window)));
    return known ? expiresAt : null;
  }
}

function mac(key: Buffer, rallyId: string, window: string): Buffer {
  const windowKey = createHmac('sha256', key).update(window).digest();
  return createHmac('sha256', windowKey).update(rallyId).digest().subarray(0, signatureBytes);
}
