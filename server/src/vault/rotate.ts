import pg from 'pg';
import type { VaultKeys } from './vault-keys.js';
import { Vault } from './vault.js';

const batchRows = 500;

interface SealedColumn {
  table: string;
  id: string;
  sealed: string;
  keyId: string;
  /** SQL of what the value is bound to. */
  context: string;
}

/** Everything that the vault has sealed. */
const columns: readonly SealedColumn[] = [
  { table: 'phones', id: 'id', sealed: 'sealed', keyId: 'key_id', context: 'lookup' },
  { table: 'phone_codes', id: 'id', sealed: 'sealed', keyId: 'key_id', context: 'lookup' },
  {
    table: 'accounts',
    id: 'identity_id',
    sealed: 'totp_sealed',
    keyId: 'totp_key_id',
    context: `convert_to('totp ' || identity_id, 'UTF8')`,
  },
  {
    table: 'poll_keys',
    id: 'poll_id',
    sealed: 'sealed',
    keyId: 'key_id',
    context: `convert_to('poll ' || poll_id, 'UTF8')`,
  },
  {
    table: 'push_targets',
    id: 'id',
    sealed: 'key_sealed',
    keyId: 'key_id',
    context: `convert_to('push ' || id, 'UTF8')`,
  },
];

/** How many values were sealed anew, and how many are left as they are because their key is nowhere. */
export interface Resealed {
  done: number;
  lost: number;
}

/**
 * Seals anew, under the keys' current one, whatever is sealed under another. May be broken off and run again. What lies under
 * a key that is not among them stays: nobody can open it, and it must not keep the rest under an old key.
 */
export async function reseal(databaseUrl: string, keys: VaultKeys): Promise<Resealed> {
  const vault = new Vault(keys);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const older = [...keys.keys.keys()].filter((id) => id !== keys.current);
    let [done, lost] = [0, 0];
    for (const column of columns) {
      done += await resealColumn(client, vault, column, { current: keys.current, older });
      lost += await countLost(client, column, keys.current);
    }
    return { done, lost };
  } finally {
    await client.end();
  }
}

interface KeyIds {
  current: string;
  older: string[];
}

async function resealColumn(
  client: pg.Client,
  vault: Vault,
  column: SealedColumn,
  { current, older }: KeyIds,
): Promise<number> {
  const { table, id, sealed, keyId, context } = column;
  for (let done = 0; ;) {
    const { rows } = await client.query<{ id: string; sealed: Buffer; keyId: string; context: Buffer }>(
      `select ${id} as id, ${sealed} as sealed, ${keyId} as "keyId", ${context} as context
         from ${table} where ${keyId} = any ($1) limit ${batchRows}`,
      [older],
    );
    if (rows.length === 0) return done;
    const values = rows.map((row) => vault.sealText(vault.openText(row, row.context), row.context).sealed);
    await client.query(
      `update ${table} t set ${sealed} = n.sealed, ${keyId} = $3
         from unnest($1::uuid[], $2::bytea[]) as n (id, sealed) where t.${id} = n.id`,
      [rows.map((row) => row.id), values, current],
    );
    done += rows.length;
  }
}

/** What a migration made and no server has sealed yet (`unsealed`) is not lost. */
async function countLost(client: pg.Client, { table, keyId }: SealedColumn, current: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from ${table} where ${keyId} not in ($1, 'unsealed')`,
    [current],
  );
  return rows[0]?.n ?? 0;
}
