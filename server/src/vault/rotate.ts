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

/**
 * Seals anew, under the keys' current one, whatever is sealed under another. May be broken off and run again.
 * @returns how many values
 */
export async function reseal(databaseUrl: string, keys: VaultKeys): Promise<number> {
  const vault = new Vault(keys);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    let done = 0;
    for (const column of columns) done += await resealColumn(client, vault, column, keys.current);
    return done;
  } finally {
    await client.end();
  }
}

async function resealColumn(client: pg.Client, vault: Vault, column: SealedColumn, current: string): Promise<number> {
  const { table, id, sealed, keyId, context } = column;
  for (let done = 0; ;) {
    const { rows } = await client.query<{ id: string; sealed: Buffer; keyId: string; context: Buffer }>(
      `select ${id} as id, ${sealed} as sealed, ${keyId} as "keyId", ${context} as context
         from ${table} where ${keyId} <> $1 limit ${batchRows}`,
      [current],
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
