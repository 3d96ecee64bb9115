import type { webcrypto } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

export interface SessionKeys {
  signing: webcrypto.CryptoKey;
  verifying: webcrypto.CryptoKey;
}

/**
 * The Ed25519 key that signs sessions and invites: `DATA_DIR/keys/session.jwk`, made on the first start, readable by its
 * owner only. It is kept out of the database so that a dump of it cannot forge anybody.
 */
export async function loadSessionKeys(dataDir: string): Promise<SessionKeys> {
  const folder = join(dataDir, 'keys');
  const file = join(folder, 'session.jwk');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    // `wx`: never overwrite; of two starting processes one wins and both read its key.
    await writeFile(file, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = JSON.parse(await readFile(file, 'utf8')) as JWK;
  const open: JWK = { ...secret };
  delete open.d;
  return {
    signing: (await importJWK(secret, 'EdDSA')) as webcrypto.CryptoKey,
    verifying: (await importJWK(open, 'EdDSA')) as webcrypto.CryptoKey,
  };
}
