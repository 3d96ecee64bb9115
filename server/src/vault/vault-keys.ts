import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config/environment.js';

/** What opens the vault. None of it is ever in the database, so that a dump of it is worth nothing. */
export interface VaultKeys {
  /** For the look-up: without it nobody can try all numbers against the hashes. At least 32 bytes. */
  pepper: Buffer;
  /** AES-256 keys by their ids; new values are sealed with `current`. */
  keys: ReadonlyMap<string, Buffer>;
  current: string;
}

interface KeyFile {
  pepper: string;
  current: string;
  keys: Record<string, string>;
}

const fileIn = (dataDir: string): string => join(dataDir, 'keys', 'vault.json');

/**
 * The vault's keys: those of `given` (the JSON of such a file), else of `DATA_DIR/keys/vault.json`, which is made on the first
 * start, readable by its owner only.
 * @throws ConfigError where they cannot be used
 */
export async function loadVaultKeys(dataDir: string, given: string | null): Promise<VaultKeys> {
  if (given !== null) return parseKeys(given, 'VAULT_KEYS');
  const file = fileIn(dataDir);
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  try {
    const pepper = randomBytes(32);
    // `wx`: never overwrite; of two starting processes one wins and both read its keys.
    await writeFile(file, toJson(withNewKey({ pepper, keys: new Map(), current: '' })), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return parseKeys(await readFile(file, 'utf8'), file);
}

/** The same with a further key, which is the current one from here on. */
export function withNewKey({ pepper, keys }: VaultKeys): VaultKeys {
  const current = randomBytes(4).toString('hex');
  return { pepper, current, keys: new Map([...keys, [current, randomBytes(32)]]) };
}

/** The same with its current key only. */
export const withoutOldKeys = ({ pepper, keys, current }: VaultKeys): VaultKeys => ({
  pepper,
  current,
  keys: new Map([...keys].filter(([id]) => id === current)),
});

/** Replaces the file at once or not at all. */
export async function saveVaultKeys(dataDir: string, keys: VaultKeys): Promise<void> {
  const file = fileIn(dataDir);
  await writeFile(`${file}.new`, toJson(keys), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function toJson({ pepper, keys, current }: VaultKeys): string {
  const file: KeyFile = {
    pepper: pepper.toString('base64'),
    current,
    keys: Object.fromEntries([...keys].map(([id, key]) => [id, key.toString('base64')])),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function parseKeys(text: string, source: string): VaultKeys {
  // Nothing of the text is repeated: it is all secret.
  const problem = new ConfigError(`${source} does not hold the vault's keys: {"pepper","current","keys"}.`);
  try {
    const { pepper, current, keys } = JSON.parse(text) as KeyFile;
    const parsed = new Map(Object.entries(keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]));
    const read = { pepper: Buffer.from(pepper, 'base64'), current, keys: parsed };
    if (read.pepper.length < 32 || parsed.get(current)?.length !== 32) throw problem;
    return read;
  } catch {
    throw problem;
  }
}
