import { hash } from 'node:crypto';

/** Bytes of a block of SHA-256, to which a key is filled up (FIPS 198-1). */
const blockBytes = 64;
const idLength = 36;

/**
 * A poll's key: makes of a voter a pseudonym by HMAC-SHA-256, cut to the 128 bits of a uuid. Without the key neither can a
 * pseudonym be traced back nor a voter's be found.
 *
 * The two hashes of the HMAC are done by hand: with the key's blocks laid out ahead they take a third of what Node's `Hmac`
 * takes, which would be a tenth of what a ballot costs.
 */
export class PollKey {
  private readonly inner = Buffer.alloc(blockBytes + idLength, 0);
  private readonly outer = Buffer.alloc(blockBytes + 32, 0);

  /** @param key 32 bytes; not needed any more afterwards */
  constructor(key: Buffer) {
    for (let at = 0; at < blockBytes; at += 1) {
      this.inner[at] = (key[at] ?? 0) ^ 0x36;
      this.outer[at] = (key[at] ?? 0) ^ 0x5c;
    }
  }

  /** @param voter a uuid in its usual form, which is what is hashed @returns the same form */
  pseudonymOf(voter: string): string {
    if (voter.length !== idLength) throw new RangeError('a voter is known by a uuid');
    this.inner.write(voter, blockBytes, 'latin1');
    this.outer.write(hash('sha256', this.inner, 'binary'), blockBytes, 'latin1');
    const hex = hash('sha256', this.outer, 'hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  }

  /** Leaves nothing of it in memory. */
  wipe(): void {
    this.inner.fill(0);
    this.outer.fill(0);
  }
}
