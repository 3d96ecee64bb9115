import { readConfig } from '../config/config.js';
import { ConfigError } from '../config/environment.js';
import { startEmbeddedPostgres } from '../database/embedded-postgres.js';
import { reseal } from './rotate.js';
import { loadVaultKeys, saveVaultKeys, withNewKey, withoutOldKeys } from './vault-keys.js';

/** `npm run vault:rotate`: a new key for the vault, everything sealed anew under it, and the keys before it thrown away. */
try {
  const { dataDir, databaseUrl, vaultKeys } = readConfig(process.env);
  if (vaultKeys !== null)
    throw new ConfigError('The keys come from VAULT_KEYS: put them into DATA_DIR/keys/vault.json first.');
  const say = (message: string): void => void process.stdout.write(`${message}\n`);
  const logger = { info: say, warn: say };
  // Refuses while a server runs on it, which would go on with the old keys.
  const embedded = databaseUrl === null ? await startEmbeddedPostgres({ dataDir, logger }) : null;
  try {
    const keys = withNewKey(await loadVaultKeys(dataDir, null));
    // First kept, then used: broken off anywhere, both keys are there.
    await saveVaultKeys(dataDir, keys);
    const { done, lost } = await reseal(databaseUrl ?? embedded?.url ?? '', keys);
    await saveVaultKeys(dataDir, withoutOldKeys(keys));
    if (lost > 0) say(`${lost} values lie under keys that are not here, and stay unreadable.`);
    say(`The vault has a new key (${keys.current}); ${done} values are sealed under it. Start the servers again.`);
  } finally {
    await embedded?.stop();
  }
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
}
