import pg from 'pg';
import type { AuditFault } from '@sammelan/shared/audit/audit.dto.js';
import { assertUnreachable } from '@sammelan/shared/contract/contract.js';
import { readConfig } from '../config/config.js';
import { ConfigError } from '../config/environment.js';
import { visitEmbeddedPostgres } from '../database/embedded-postgres.js';
import { EmbeddedPostgresError } from '../database/embedded-postgres-binaries.js';
import { verifyAudit } from './audit-reader.js';
import { loadRootPublicKey } from './root-key.js';

/**
 * `node server/dist/audit/verify.js`, with the server's own environment (DATA_DIR, DATABASE_URL), beside a running server or
 * without one. Ends with 0 where the list is whole, with 1 where it is not, naming the first bad row, with 2 where it could
 * not be checked.
 */
async function run(): Promise<number> {
  const { dataDir, databaseUrl } = readConfig(process.env);
  const warn = (message: string): void => void process.stderr.write(`${message}\n`);
  const database = databaseUrl
    ? null
    : await visitEmbeddedPostgres({ dataDir, logger: { info: () => undefined, warn } });
  const client = new pg.Client({ connectionString: databaseUrl ?? database?.url, application_name: 'sammelan verify' });
  try {
    const key = await loadRootPublicKey(dataDir);
    await client.connect();
    const query = async <Row>(sql: string, values: unknown[]): Promise<Row[]> =>
      (await client.query(sql, values)).rows as Row[];
    const { rows, roots, unsigned, fault, milliseconds } = await verifyAudit(query, key);
    if (fault) {
      process.stdout.write(`The audit list is NOT whole: ${wordsFor(fault)}. ${rows} rows before it are good.\n`);
      return 1;
    }
    process.stdout.write(
      `The audit list is whole: ${rows} rows, ${roots} signed roots, ${unsigned} rows since the last one (${milliseconds} ms).\n`,
    );
    return 0;
  } finally {
    await client.end();
    await database?.stop();
  }
}

function wordsFor({ seq, kind }: AuditFault): string {
  switch (kind) {
    case 'changed':
      return `row ${seq} was changed or put in another's place`;
    case 'missing':
      return `row ${seq} is missing`;
    case 'rewritten':
      return `it was written anew from row ${seq} or a little after it`;
    case 'unsigned':
      return `the root over row ${seq} is missing or was not signed by this server`;
    default:
      return assertUnreachable(kind);
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof EmbeddedPostgresError;
  process.stderr.write(`${expected ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 2;
}
