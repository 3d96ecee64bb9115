import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a key opens: the replay as it is shown, everything that is on the disk, or the file to take away. */
export type ReplayScope = 'shown' | 'all' | 'file';

const letters: Record<ReplayScope, string> = { shown: 's', all: 'a', file: 'f' };
const pattern = /^([saf])([0-9a-z]{1,9})\.([\w-]{22})$/;
/** An afternoon of cutting, and a download over a slow line. */
const lifetimeMs = 12 * 3_600_000;
/** 128 bits of it. */
const macBytes = 16;

/**
 * Keys in the addresses of what not everyone may see. A player passes no session with a segment, an iPhone's own least of
 * all: so the address itself says, signed (HMAC-SHA-256), what may be fetched with it and until when.
 */
export class ReplayKeys {
  constructor(private readonly secret: Buffer) {}

  /** With the secret in `DATA_DIR/keys/replay.key`, made on the first start. */
  static async load(dataDir: string): Promise<ReplayKeys> {
    const folder = join(dataDir, 'keys');
    const file = join(folder, 'replay.key');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      // `wx`: never overwrite; of two starting processes one wins and both read its key.
      await writeFile(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    return new ReplayKeys(await readFile(file));
  }

  sign(rallyId: string, scope: ReplayScope, now = Date.now()): string {
    const until = Math.ceil((now + lifetimeMs) / 1000).toString(36);
    return `${letters[scope]}${until}.${this.mac(rallyId, letters[scope], until)}`;
  }

  /** What the key opens of this rally; null: nothing. */
  read(rallyId: string, key: string, now = Date.now()): ReplayScope | null {
    const [match, letter = '', until = '', mac = ''] = pattern.exec(key) ?? [];
    if (!match || parseInt(until, 36) * 1000 < now) return null;
    const right = this.mac(rallyId, letter, until);
    if (!timingSafeEqual(Buffer.from(mac), Buffer.from(right))) return null;
    return (Object.keys(letters) as ReplayScope[]).find((scope) => letters[scope] === letter) ?? null;
  }

  private mac(rallyId: string, letter: string, until: string): string {
    const digest = createHmac('sha256', this.secret).update(`replay ${rallyId} ${letter} ${until}`).digest();
    return digest.subarray(0, macBytes).toString('base64url');
  }
}
