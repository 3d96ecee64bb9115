import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CodeSentView, PhoneView } from '@sammelan/shared/phones/phones.dto.js';
import { startEmbeddedPostgres } from '@sammelan/server/database/embedded-postgres.js';
import { PhonesService } from '@sammelan/server/phones/phones.service.js';
import { reseal } from '@sammelan/server/vault/rotate.js';
import { Vault } from '@sammelan/server/vault/vault.js';
import { loadVaultKeys, saveVaultKeys, withNewKey, withoutOldKeys } from '@sammelan/server/vault/vault-keys.js';
import { SmsGatewayServer } from '../support/sms-gateway.js';
import { TestServer } from '../support/test-server.js';

const phone = '+919812345678';
const quiet = { info: () => undefined, warn: () => undefined };

describe('the vault', () => {
  let gateway: SmsGatewayServer;
  let server: TestServer;
  beforeAll(async () => {
    gateway = await SmsGatewayServer.start();
    server = await TestServer.start(gateway.env);
  });
  afterAll(async () => {
    await server.stop();
    await gateway.stop();
  });

  async function phoneIdOfSomebody(): Promise<string | null> {
    const client = await server.somebody();
    const { requestId } = await client.post<CodeSentView>('/api/phone/code', { phone, language: 'hi' });
    await client.post<PhoneView>('/api/phone/confirm', { requestId, code: gateway.codeFor(phone) });
    return server.get(PhonesService).phoneIdOf(client.identityId);
  }
  const keyIds = async (): Promise<string[]> => {
    const rows = await server.sql<{ id: string }>(
      'select key_id as id from phones union select key_id from phone_codes',
    );
    return rows.map(({ id }) => id);
  };

  it('has its keys in a file of its own that only the server reads, and none in the database', async () => {
    await phoneIdOfSomebody();
    const text = await readFile(join(server.dataDir, 'keys/vault.json'), 'utf8');
    const { current, keys, pepper } = JSON.parse(text) as {
      current: string;
      pepper: string;
      keys: Record<string, string>;
    };
    expect(await keyIds()).toEqual([current]);
    const rows = await server.sql<{ row: string }>('select row_to_json(p)::text as row from phones p');
    for (const secret of [pepper, ...Object.values(keys)]) {
      expect(JSON.stringify(rows)).not.toContain(Buffer.from(secret, 'base64').toString('hex'));
    }
  });

  it('opens nothing that was moved to another row or changed', async () => {
    const vault = server.get(Vault);
    const [one, two] = [vault.seal(phone), vault.seal('+919812345679')];
    expect(vault.open(one)).toBe(phone);
    expect(() => vault.open({ ...one, lookup: two.lookup })).toThrow();
    const changed = Buffer.from(one.sealed);
    changed[changed.length - 1]! ^= 1;
    expect(() => vault.open({ ...one, sealed: changed })).toThrow();
    expect(vault.seal(phone).sealed.equals(one.sealed)).toBe(false);
  });

  it('seals everything anew under a new key, and the same number stays the same phone', async () => {
    const before = await phoneIdOfSomebody();
    const [oldKey] = await keyIds();
    await server.shutDown();
    const database = await startEmbeddedPostgres({ dataDir: server.dataDir, logger: quiet });
    const keys = withNewKey(await loadVaultKeys(server.dataDir, null));
    await saveVaultKeys(server.dataDir, keys);
    expect(await reseal(database.url, keys)).toBeGreaterThan(1);
    expect(await reseal(database.url, keys)).toBe(0);
    await saveVaultKeys(server.dataDir, withoutOldKeys(keys));
    await database.stop();
    await server.restart();
    expect(await keyIds()).toEqual([keys.current]);
    expect(keys.current).not.toBe(oldKey);
    expect(await phoneIdOfSomebody()).toBe(before);
    const [row] = await server.sql<{ lookup: Buffer; sealed: Buffer; keyId: string }>(
      'select lookup, sealed, key_id as "keyId" from phones',
    );
    expect(server.get(Vault).open(row!)).toBe(phone);
  });
});
