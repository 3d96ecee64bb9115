import { createHash } from 'node:crypto';

/** A rally's viewers and those who come back to it; at about 150 bytes each. */
const maxTokens = 50_000;

/**
 * Tokens whose signature was found good, so that ten thousand who come back at once cost no signature check each (0.15 ms
 * of a core, against 2 µs for a digest). It vouches for the signature and the expiry and nothing else: whether a session was
 * taken back is asked of its claims every time. Digests are kept, not tokens: whoever reads the memory gets nobody's session.
 */
export class VerifiedTokens {
  /** Digest → expiry in seconds since 1970; in the order of last use. */
  private readonly expiries = new Map<string, number>();

  constructor(private readonly capacity = maxTokens) {}

  /** @param expiresAt seconds since 1970 (the claim `exp`, RFC 7519) */
  add(token: string, expiresAt: number): void {
    this.touch(digest(token), expiresAt);
    if (this.expiries.size <= this.capacity) return;
    for (const oldest of this.expiries.keys()) {
      this.expiries.delete(oldest);
      return;
    }
  }

  /** Whether this very token was verified before and is in force at `now` (milliseconds since 1970). */
  has(token: string, now: number): boolean {
    const key = digest(token);
    const expiresAt = this.expiries.get(key);
    if (expiresAt === undefined) return false;
    this.expiries.delete(key);
    // In whole seconds, as whoever verifies a token anew counts.
    if (expiresAt <= Math.floor(now / 1000)) return false;
    this.expiries.set(key, expiresAt);
    return true;
  }

  get size(): number {
    return this.expiries.size;
  }

  private touch(key: string, expiresAt: number): void {
    this.expiries.delete(key);
    this.expiries.set(key, expiresAt);
  }
}

/** One byte per letter, so that a key takes 32 bytes. */
const digest = (token: string): string => createHash('sha256').update(token).digest('binary');
