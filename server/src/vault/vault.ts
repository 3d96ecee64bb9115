import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { VaultKeys } from './vault-keys.js';

const cipher = 'aes-256-gcm';
/** Bytes of the nonce and of the tag (NIST SP 800-38D). */
const nonceBytes = 12;
const tagBytes = 16;

/** A number as it is stored. */
export interface SealedPhone {
  /** HMAC-SHA-256 of the number: the same number is found again, and no number can be read off it. */
  lookup: Buffer;
  /** Nonce, tag and ciphertext of AES-256-GCM, bound to the look-up so that two rows cannot be swapped. */
  sealed: Buffer;
  keyId: string;
  lastTwo: string;
}

/** Seals phone numbers and finds them again. */
export class Vault {
  private readonly lookupKey: Buffer;
  private readonly codeKey: Buffer;

  constructor(private readonly keys: VaultKeys) {
    // One pepper, and a key of its own for each use (RFC 5869).
    const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', keys.pepper, '', `sammelan ${use}`, 32));
    this.lookupKey = derive('phone lookup');
    this.codeKey = derive('phone code');
  }

  /** @param phone E.164 */
  seal(phone: string): SealedPhone {
    const lookup = this.lookup(phone);
    return { lookup, ...this.sealText(phone, lookup), lastTwo: phone.slice(-2) };
  }

  /** The number. @throws Error where it was tampered with or its key is missing */
  open({ lookup, sealed, keyId }: Pick<SealedPhone, 'lookup' | 'sealed' | 'keyId'>): string {
    return this.openText({ sealed, keyId }, lookup);
  }

  lookup(phone: string): Buffer {
    return createHmac('sha256', this.lookupKey).update(phone).digest();
  }

  /** A code as it is stored: of use for one request only, and not to be found by trying all of them without the pepper. */
  hashCode(requestId: string, code: string): Buffer {
    return createHmac('sha256', this.codeKey).update(`${requestId} ${code}`).digest();
  }

  /** Seals another secret of a person's, bound to `context`. */
  sealText(text: string, context: string | Buffer): Pick<SealedPhone, 'sealed' | 'keyId'> {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, this.key(this.keys.current), nonce).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
    return { sealed: Buffer.concat([nonce, sealing.getAuthTag(), sealed]), keyId: this.keys.current };
  }

  /** @throws Error where it was tampered with, belongs elsewhere, or its key is missing */
  openText({ sealed, keyId }: Pick<SealedPhone, 'sealed' | 'keyId'>, context: string | Buffer): string {
    const [nonce, tag] = [sealed.subarray(0, nonceBytes), sealed.subarray(nonceBytes, nonceBytes + tagBytes)];
    const opening = createDecipheriv(cipher, this.key(keyId), nonce, { authTagLength: tagBytes })
      .setAAD(Buffer.from(context))
      .setAuthTag(tag);
    return Buffer.concat([opening.update(sealed.subarray(nonceBytes + tagBytes)), opening.final()]).toString('utf8');
  }

  /** A secret for another use from each of the vault's keys (RFC 5869), of the current one first. */
  secrets(use: string): [Buffer, ...Buffer[]] {
    const derive = (key: Buffer): Buffer => Buffer.from(hkdfSync('sha256', key, '', `sammelan ${use}`, 32));
    const older = [...this.keys.keys].filter(([id]) => id !== this.keys.current);
    return [derive(this.key(this.keys.current)), ...older.map(([, key]) => derive(key))];
  }

  private key(id: string): Buffer {
    const key = this.keys.keys.get(id);
    if (!key) throw new Error(`the vault has no key "${id}"`);
    return key;
  }
}
