import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** PostgreSQL's connections tell what they did once a second at most. */
const settleMs = 2500;

/** Transactions that the embedded database in this folder has ended so far; a single query is one. */
export async function transactions(dataDir: string): Promise<number> {
  await sleep(settleMs);
  const [, , , port] = (await readFile(`${dataDir}/postgres/data/postmaster.pid`, 'utf8')).split('\n');
  const password = (await readFile(`${dataDir}/postgres/password`, 'utf8')).trim();
  const client = new Client({ connectionString: `postgres://sammelan:${password}@127.0.0.1:${port}/sammelan` });
  await client.connect();
  const { rows } = await client.query<{ ended: string }>(
    'select xact_commit + xact_rollback as ended from pg_stat_database where datname = current_database()',
  );
  await client.end();
  return Number(rows[0]?.ended);
}
