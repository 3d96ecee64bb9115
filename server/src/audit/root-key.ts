import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folderOf = (dataDir: string): string => join(dataDir, 'keys');

/**
 * The Ed25519 key that signs the audit list's roots: `DATA_DIR/keys/audit.pem`, made on the first start, readable by its
 * owner only, and out of the database, so that whoever writes there cannot sign. `audit.pub.pem` beside it is for checking.
 */
export async function loadRootKey(dataDir: string): Promise<KeyObject> {
  const folder = folderOf(dataDir);
  const file = join(folder, 'audit.pem');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const { privateKey } = generateKeyPairSync('ed25519');
    // `wx`: never overwrite; of two starting processes one wins and both read its key.
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = createPrivateKey(await readFile(file));
  const open = createPublicKey(key).export({ type: 'spki', format: 'pem' });
  await writeFile(join(folder, 'audit.pub.pem'), open, { mode: 0o644 });
  return key;
}

/** The half of it that checks. @throws where no server has run on this folder */
export const loadRootPublicKey = async (dataDir: string): Promise<KeyObject> =>
  createPublicKey(await readFile(join(folderOf(dataDir), 'audit.pub.pem')));
