import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import type { CodeSentView, PhoneView } from '@sammelan/shared/phones/phones.dto.js';
import { startEmbeddedPostgres } from '@sammelan/server/database/embedded-postgres.js';
import { PhonesService } from '@sammelan/server/phones/phones.service.js';
import { reseal } from '@sammelan/server/vault/rotate.js';
import { Vault } from '@sammelan/server/vault/vault.js';
import { loadVaultKeys, saveVaultKeys, withNewKey, withoutOldKeys } from '@sammelan/server/vault/vault-keys.js';
import { openPoll, vote } from '../support/polls.js';
import { SmsGatewayServer } from '../support/sms-gateway.js';
import { demoSlug, TestServer } from '../support/test-server.js';

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

  it('keeps a poll’s key through a rotation, also one that was broken off; a key that no vault opens costs that poll alone', async () => {
    const polls = await Promise.all(
      ['before', 'broken off', 'lost'].map(async () => openPoll(await server.organiser(), { changeable: true })),
    );
    const [before, brokenOff, lost] = polls as [PollView, PollView, PollView];
    const voter = await server.viewer('BR-GAYA');
    const receipts = new Map<string, string>();
    for (const { id } of polls) receipts.set(id, (await vote(voter, id, [0])).receipt);
    const keyIdOf = async (pollId: string): Promise<string> =>
      (await server.sql<{ id: string }>('select key_id as id from poll_keys where poll_id = $1', [pollId]))[0]!.id;
    const former = await keyIdOf(before.id);
    // Sealed by a vault that is gone, as where `keys` was not in the backup.
    await server.sql(`update poll_keys set key_id = 'gone' where poll_id = $1`, [lost.id]);
    voter.close();

    // Broken off: the new key is kept, nothing is sealed under it yet.
    await server.shutDown();
    const keys = withNewKey(await loadVaultKeys(server.dataDir, null));
    await saveVaultKeys(server.dataDir, keys);
    await server.restart();
    await voter.enter(demoSlug, 'BR-GAYA');
    expect((await vote(voter, brokenOff.id, [1])).receipt).toBe(receipts.get(brokenOff.id));
    expect(await keyIdOf(brokenOff.id)).toBe(former);
    voter.close();

    await server.shutDown();
    const database = await startEmbeddedPostgres({ dataDir: server.dataDir, logger: quiet });
    // What nobody can open does not keep the rest under the old key.
    expect(await reseal(database.url, keys)).toMatchObject({ lost: 1 });
    await saveVaultKeys(server.dataDir, withoutOldKeys(keys));
    await database.stop();
    await server.restart();
    expect(await keyIdOf(before.id)).toBe(keys.current);
    await voter.enter(demoSlug, 'BR-GAYA');
    expect((await vote(voter, before.id, [1])).receipt).toBe(receipts.get(before.id));
    await voter.waitFor('poll:tallied', ({ pollId, counts }) => pollId === before.id && counts[1] === 1);
    const shown = (await voter.send('poll:list', {})).find(({ id }) => id === before.id);
    expect(shown).toMatchObject({ tally: { voters: 1, counts: [0, 1] }, myBallot: { choices: [1] } });
    await expect(vote(voter, lost.id, [1])).rejects.toMatchObject({ code: 'poll-not-open' });
    const owner = await server.organiser();
    expect((await owner.send('poll:close', { pollId: lost.id })).tally).toMatchObject({ voters: 1, counts: [1, 0] });
  });

  it('seals everything anew under a new key, and the same number stays the same phone', async () => {
    const before = await phoneIdOfSomebody();
    const [oldKey] = await keyIds();
    await server.shutDown();
    const database = await startEmbeddedPostgres({ dataDir: server.dataDir, logger: quiet });
    const keys = withNewKey(await loadVaultKeys(server.dataDir, null));
    await saveVaultKeys(server.dataDir, keys);
    expect((await reseal(database.url, keys)).done).toBeGreaterThan(1);
    expect((await reseal(database.url, keys)).done).toBe(0);
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
