import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  canEnter,
  EmbeddedPostgresError,
  findPostgresBinaries,
  findPostgresUser,
  sharedStateDir,
} from './embedded-postgres-binaries.js';
import type { PostgresUser } from './embedded-postgres-binaries.js';
import {
  ensureCluster,
  findPostmaster,
  readPassword,
  startPostmaster,
  stopPostmaster,
} from './embedded-postgres-cluster.js';
import type { Cluster } from './embedded-postgres-cluster.js';

/** What is said while starting and restarting; pino and Nest's logger both fit behind it. */
export interface EmbeddedPostgresLogger {
  info(message: string): void;
  warn(message: string): void;
}

/** A running database of our own. */
export interface EmbeddedPostgres {
  /** `postgres://…@127.0.0.1:<port>/sammelan`; stays valid when the database had to be restarted. */
  url: string;
  /** Shuts the database down, everything on disk; safe to call twice. */
  stop(): Promise<void>;
}

const database = 'sammelan';
/** Names the lock that the owning server holds for its lifetime; any constant will do ("samm" in ASCII). */
const ownerLock = 0x73616d6d;
const restartBackoffMs = [100, 250, 500, 1000, 2000, 5000];

/**
 * Starts the PostgreSQL that comes with the npm packages, on a free loopback port, with its data in
 * `<dataDir>/postgres`. A database that outlived its server (SIGKILL) is adopted; one that dies is started again on the
 * same port. Any number of servers run side by side, each with a `dataDir` of its own.
 *
 * @throws EmbeddedPostgresError with one line that names the cause
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  logger: EmbeddedPostgresLogger;
}): Promise<EmbeddedPostgres> {
  const { logger } = options;
  const cluster = await openCluster(path.resolve(options.dataDir), logger);
  await ensureCluster(cluster);
  const { port, adopted } = await findOrStart(cluster);
  const password = await readPassword(cluster);
  const url = `postgres://sammelan:${password}@127.0.0.1:${port}/${database}`;
  await ensureDatabase(url);
  let owner = await own(url, options.dataDir);
  if (adopted) logger.info('adopted the PostgreSQL that an earlier, killed server left running');
  let stopping: Promise<void> | undefined;

  /** The owner's connection ends when the database does: bring it back, however often it takes. */
  const keepAlive = async (): Promise<void> => {
    logger.warn('PostgreSQL ended unexpectedly; starting it again');
    for (let attempt = 0; !stopping; attempt++) {
      try {
        if (!findPostmaster(cluster)) await startPostmaster(cluster, port);
        owner = await own(url, options.dataDir);
        owner.once('end', onEnd);
        logger.info('PostgreSQL is back');
        return;
      } catch (error) {
        logger.warn(`PostgreSQL is not back yet: ${(error as Error).message}`);
        await sleep(restartBackoffMs[Math.min(attempt, restartBackoffMs.length - 1)]);
      }
    }
  };
  let recovering: Promise<void> = Promise.resolve();
  const onEnd = (): void => {
    if (!stopping) recovering = keepAlive();
  };
  owner.once('end', onEnd);

  const shutDown = async (): Promise<void> => {
    await owner.end().catch(() => undefined);
    await recovering;
    await stopPostmaster(cluster);
  };
  return { url, stop: () => (stopping ??= shutDown()) };
}

/**
 * For a command that runs beside a server, or without one: the database of this folder, started for as long as it is needed
 * where no server has it running.
 */
export async function visitEmbeddedPostgres(options: {
  dataDir: string;
  logger: EmbeddedPostgresLogger;
}): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(path.resolve(options.dataDir), options.logger);
  if (!existsSync(path.join(cluster.dir, 'data'))) {
    throw new EmbeddedPostgresError(`DATA_DIR ${options.dataDir} holds no database`);
  }
  const { port, adopted } = await findOrStart(cluster);
  const url = `postgres://sammelan:${await readPassword(cluster)}@127.0.0.1:${port}/${database}`;
  return { url, stop: () => (adopted ? Promise.resolve() : stopPostmaster(cluster)) };
}

async function findOrStart(cluster: Cluster): Promise<{ port: number; adopted: boolean }> {
  let running = findPostmaster(cluster);
  // It may still be recovering from the crash that took its server.
  while (running && !running.ready) {
    await sleep(50);
    running = findPostmaster(cluster);
  }
  const { port } = running ?? (await startPostmaster(cluster));
  return { port, adopted: running !== undefined };
}

/** Finds or makes the cluster's folder and settles who runs it. */
async function openCluster(dataDir: string, logger: EmbeddedPostgresLogger): Promise<Cluster> {
  const user = findPostgresUser();
  const dir = placeFor(dataDir, user, logger);
  makeFolder(dir, user);
  try {
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new EmbeddedPostgresError(`DATA_DIR ${dataDir} cannot be used: ${dir} in it belongs to another user.`);
  }
  const data = path.join(dir, 'data');
  // A cluster keeps the user it was made for: `postgres` may have been installed since.
  const made = user && existsSync(data) ? statSync(data) : undefined;
  const runAs = made ? { name: `uid ${made.uid}`, uid: made.uid, gid: made.gid } : user;
  return { dir, bin: await findPostgresBinaries(runAs), user: runAs };
}

function placeFor(dataDir: string, user: PostgresUser | undefined, logger: EmbeddedPostgresLogger): string {
  makeFolder(dataDir);
  const inside = path.join(dataDir, 'postgres');
  if (!user || canEnter(dataDir, user)) return inside;
  if (canEnter(path.dirname(dataDir), user) && statSync(dataDir).uid === 0) {
    // Only DATA_DIR itself is closed: let PostgreSQL's group pass through it, and nobody else.
    chownSync(dataDir, 0, user.gid);
    chmodSync(dataDir, 0o750);
    return inside;
  }
  const outside = path.join(sharedStateDir, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  logger.warn(`the user "${user.name}", who runs PostgreSQL, cannot enter ${dataDir}: the database is in ${outside}`);
  return outside;
}

function makeFolder(dir: string, owner?: PostgresUser): void {
  try {
    if (existsSync(dir)) return;
    mkdirSync(dir, { recursive: true });
    if (owner) chownSync(dir, owner.uid, owner.gid);
    if (owner) chmodSync(dir, 0o700);
  } catch (error) {
    throw new EmbeddedPostgresError(`cannot make the folder ${dir} for the database: ${(error as Error).message}`);
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/**
 * Connects and takes the owner's lock, so that a second server on the same DATA_DIR stops with a message instead of
 * shutting down the first one's database when it leaves.
 */
async function own(url: string, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'sammelan owner', keepAlive: true });
  // The event that matters is `end`, which follows.
  client.on('error', () => undefined);
  await client.connect();
  // A predecessor that was just killed lets go within milliseconds; one that is shutting down needs a moment.
  for (let attempt = 0; attempt < 60; attempt++) {
    const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [ownerLock]);
    if (rows[0]?.free) return client;
    await sleep(50);
  }
  await client.end();
  throw new EmbeddedPostgresError(`DATA_DIR ${dataDir} is in use by another server: stop it, or name another DATA_DIR`);
}
