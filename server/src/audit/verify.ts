import pg from 'pg';
import type { AuditFault } from '@sammelan/shared/audit/audit.dto.js';
import { assertUnreachable } from '@sammelan/shared/contract/contract.js';
import { readConfig } from '../config/config.js';
import { ConfigError } from '../config/environment.js';
import { visitEmbeddedPostgres } from '../database/embedded-postgres.js';
import { EmbeddedPostgresError } from '../database/embedded-postgres-binaries.js';
import type { Witness } from './audit-chain.js';
import { headOf, verifyAudit } from './audit-reader.js';
import { readWitness } from './audit-witness.js';
import { loadRootPublicKey } from './root-key.js';

/**
 * `node server/dist/audit/verify.js`, with the server's own environment (DATA_DIR, DATABASE_URL), beside a running server or
 * without one. Ends with 0 where the list is whole, with 1 where it is not, naming the first bad row, with 2 where it could
 * not be checked.
 */
async function run(args: readonly string[]): Promise<number> {
  const given = args.map(headFrom);
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
    const noted = await readWitness(dataDir, key);
    if (!noted) warn('There is no keys/audit-head.json here: whether the newest rows were taken out cannot be seen.');
    const witnesses = [...(noted ? [noted] : []), ...given];
    const { rows, roots, unsigned, fault, milliseconds } = await verifyAudit(query, key, witnesses);
    if (fault) {
      process.stdout.write(`The audit list is NOT whole: ${wordsFor(fault)}. ${rows} rows before it are good.\n`);
      return 1;
    }
    process.stdout.write(
      `The audit list is whole: ${rows} rows, ${roots} signed roots, ${unsigned} rows since the last one (${milliseconds} ms).\n`,
    );
    const head = await headOf(query);
    if (head) process.stdout.write(`Its head, to be noted elsewhere: ${head.seq}:${head.hash.toString('hex')}\n`);
    return 0;
  } finally {
    await client.end();
    await database?.stop();
  }
}

/** `345:9f86d0…` */
function headFrom(text: string): Witness {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw new ConfigError(`${text} is no head: <row>:<hash in hex>`);
  return { seq, hash: Buffer.from(hash, 'hex'), genuine: true };
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
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof EmbeddedPostgresError;
  process.stderr.write(`${expected ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 2;
}
