import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What a key opens: `shown`: the replay as it is shown, also while it is not published; `invited`: the same while it is,
 * where only the invited may watch; `all`: everything that is on the disk; `file`: the recording as one file.
 */
export type ReplayScope = 'shown' | 'invited' | 'all' | 'file';

const letters: Record<ReplayScope, string> = { shown: 's', invited: 'i', all: 'a', file: 'f' };
const pattern = /^([siaf])([0-9a-z]{1,9})\.([\w-]{22})$/;
/** An afternoon of cutting, and a download over a slow line. */
const lifetimeMs = 12 * 3_600_000;
/** 128 bits of it (RFC 2104, 5). */
const macBytes = 16;

/**
 * Keys in the addresses of what not everyone may see. A player passes no session with a segment, an iPhone's own least of
 * all: so the address itself says, signed (HMAC-SHA-256), what may be fetched with it and until when.
 */
export class ReplayKeys {
  /** @param secrets the first one signs, the others are still believed */
  constructor(private readonly secrets: readonly [Buffer, ...Buffer[]]) {}

  sign(rallyId: string, scope: ReplayScope, now = Date.now()): string {
    const until = Math.ceil((now + lifetimeMs) / 1000).toString(36);
    return `${letters[scope]}${until}.${mac(this.secrets[0], rallyId, letters[scope], until)}`;
  }

  /** What the key opens of this rally; null: nothing. */
  read(rallyId: string, key: string, now = Date.now()): ReplayScope | null {
    const [match, letter = '', until = '', given = ''] = pattern.exec(key) ?? [];
    if (!match || parseInt(until, 36) * 1000 < now) return null;
    const isOurs = (secret: Buffer) =>
      timingSafeEqual(Buffer.from(given), Buffer.from(mac(secret, rallyId, letter, until)));
    if (!this.secrets.some(isOurs)) return null;
    return (Object.keys(letters) as ReplayScope[]).find((scope) => letters[scope] === letter) ?? null;
  }
}

function mac(secret: Buffer, rallyId: string, letter: string, until: string): string {
  const digest = createHmac('sha256', secret).update(`replay ${rallyId} ${letter} ${until}`).digest();
  return digest.subarray(0, macBytes).toString('base64url');
}
