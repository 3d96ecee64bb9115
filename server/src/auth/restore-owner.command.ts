import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { readConfig } from '../config/config.js';
import { ConfigError } from '../config/environment.js';
import { visitEmbeddedPostgres } from '../database/embedded-postgres.js';
import { EmbeddedPostgresError } from '../database/embedded-postgres-binaries.js';
import { hashOf } from './claim-token.js';

/**
 * `node server/dist/auth/restore-owner.command.js`, with the server's own environment, beside a running server or without one:
 * prints a link that makes whoever opens it first an owner, for an organisation whose owner has lost the way in. With
 * `--end-owners` the roles of those who are owners now end, for one whose owner's way in somebody else has found. Either is on
 * the audit list.
 */
async function run(args: readonly string[]): Promise<void> {
  const unknown = args.filter((one) => one !== '--end-owners');
  if (unknown.length) throw new ConfigError(`Not known: ${unknown.join(' ')}. There is --end-owners.`);
  const endOwners = args.length > 0;
  const { dataDir, databaseUrl, publicUrl, port } = readConfig(process.env);
  const say = (message: string): void => void process.stdout.write(`${message}\n`);
  const logger = { info: () => undefined, warn: (message: string) => void process.stderr.write(`${message}\n`) };
  const embedded = databaseUrl ? null : await visitEmbeddedPostgres({ dataDir, logger });
  const client = new pg.Client({
    connectionString: databaseUrl ?? embedded?.url,
    application_name: 'sammelan restore',
  });
  try {
    await client.connect();
    const token = randomBytes(32).toString('base64url');
    const ended = await restore(client, hashOf(token), endOwners);
    if (endOwners)
      say(`The roles of ${ended} owners have ended; a server that is running takes them away within seconds.`);
    say('Whoever opens this link first is an owner; it works once, and earlier ones no more:');
    say(`${publicUrl ?? `http://localhost:${port}`}/claim#${token}`);
  } finally {
    await client.end();
    await embedded?.stop();
  }
}

/** Makes this token the one that counts. Gives how many owners' roles have ended. */
async function restore(client: pg.Client, tokenHash: Buffer, endOwners: boolean): Promise<number> {
  await client.query('begin');
  const { rows } = await client.query<{ id: string; name: string }>('select id, name from organisations limit 1');
  const [organisation] = rows;
  if (!organisation)
    throw new ConfigError('There is no organisation yet: start the server, and open the link that it prints.');
  await client.query(
    `insert into claims (organisation_id, token_hash) values ($1, $2)
     on conflict (organisation_id) do update
       set token_hash = excluded.token_hash, made_at = now(), claimed_at = null, claimed_by = null`,
    [organisation.id, tokenHash],
  );
  const ended = endOwners
    ? await client.query(`update grants set revoked_at = now() where role = 'owner' and revoked_at is null`)
    : null;
  // Number and hash are the database's to give.
  await client.query(
    `insert into audit (organisation_id, actor_name, action, subject, details) values ($1, $2, 'auth.restore', $2, $3)`,
    [organisation.id, organisation.name, JSON.stringify({ endedOwners: ended?.rowCount ?? 0 })],
  );
  await client.query('commit');
  return ended?.rowCount ?? 0;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof EmbeddedPostgresError;
  process.stderr.write(`${expected ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}
