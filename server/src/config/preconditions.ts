import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Config } from './config.js';
import { ConfigError } from './environment.js';

/** A server that is just being stopped, or whose starter was killed, lets go of its port within this time. */
const portPatienceMs = 3000;
/** A database that is started together with this server may need this long; later the operator should know. */
const databasePatienceMs = 5000;
const retryMs = 250;
/** Older ones are past their end of life. */
const oldestPostgres = 14;

/**
 * Checks what the configuration promises, before anything is started: the folder, the port, the address for media, and the
 * database if one is named.
 * @throws ConfigError naming the first variable that cannot be used
 */
export async function checkPreconditions(config: Config): Promise<void> {
  await openDataDir(config.dataDir);
  await demandFreePort(config);
  await demandOwnAddress(config.media.listenIp);
  await demandWorker(config.media.workerBin);
  if (config.databaseUrl) await demandDatabase(config.databaseUrl);
}

/** Makes the folder where it is missing, and sees that it can be written. */
async function openDataDir(path: string): Promise<void> {
  try {
    await makeFolder(path);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message;
    throw new ConfigError(`DATA_DIR ${path} cannot be used: ${why}.`, { cause: error });
  }
}

const reasons: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a read-only disk',
  ENOTDIR: 'it, or something above it, is a file',
  ENOSPC: 'the disk is full',
};

/** Level by level: mkdir's own `recursive` never returns on file systems that answer ENOENT, such as /proc. */
async function makeFolder(path: string): Promise<void> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (there?.isDirectory()) return;
  if (there) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
  await makeFolder(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function demandFreePort({ port, host }: Config): Promise<void> {
  const deadline = Date.now() + portPatienceMs;
  for (;;) {
    const problem = await tryListen(port, host);
    if (!problem) return;
    if (problem === 'EADDRNOTAVAIL' || problem === 'ENOTFOUND') {
      throw new ConfigError(`HOST ${host} is not an address of this machine.`);
    }
    if (problem === 'EACCES') {
      throw new ConfigError(`PORT ${port} cannot be opened by this user. Set PORT to one above 1023.`);
    }
    if (problem !== 'EADDRINUSE') throw new ConfigError(`PORT ${port} cannot be opened (${problem}).`);
    if (Date.now() > deadline) {
      throw new ConfigError(`PORT ${port} is in use. Stop what runs there, or set PORT to another one.`);
    }
    await sleep(retryMs);
  }
}

/** The error's code, or null when the port can be listened on. */
function tryListen(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}

function demandOwnAddress(ip: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createSocket(ip.includes(':') ? 'udp6' : 'udp4');
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new ConfigError(
          `MEDIA_LISTEN_IP ${ip} is not an address of this machine (${error.code}). ` +
            'Listen on 0.0.0.0, and set MEDIA_ANNOUNCED_ADDRESS to the address others reach.',
        ),
      ),
    );
    probe.bind(0, ip, () => probe.close(() => resolve()));
  });
}

async function demandWorker(given: string | null): Promise<void> {
  // Where mediasoup itself looks: what its postinstall, which we do not run, would have left.
  const file = given ?? (await import('mediasoup')).workerBin;
  try {
    await access(file, constants.X_OK);
  } catch (error) {
    throw new ConfigError(
      given === null
        ? 'MEDIASOUP_WORKER_BIN is not set. Start with npm start, which finds or makes the media worker.'
        : `MEDIASOUP_WORKER_BIN names ${file}, which is not a program.`,
      { cause: error },
    );
  }
}

/** Connects once; the message repeats host and cause, never the password. */
async function demandDatabase(url: string): Promise<void> {
  const where = new URL(url).host || 'the local socket';
  const deadline = Date.now() + databasePatienceMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: databasePatienceMs });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ version: number }>(
        "select current_setting('server_version_num')::int as version",
      );
      const version = Math.floor((rows[0]?.version ?? 0) / 10_000);
      if (version < oldestPostgres) {
        throw new ConfigError(`DATABASE_URL names a PostgreSQL ${version}; ${oldestPostgres} or newer is needed.`);
      }
      return;
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      if (!mayPass(error as NodeJS.ErrnoException) || Date.now() > deadline) {
        throw new ConfigError(`DATABASE_URL: no connection to ${where}: ${causeOf(error as Error)}.`, { cause: error });
      }
      await sleep(retryMs);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Not listening yet, or "the database system is starting up" (57P03). */
const mayPass = ({ code }: NodeJS.ErrnoException): boolean => ['ECONNREFUSED', 'ENOENT', '57P03'].includes(code ?? '');

/** Node reports one error an address that a name stands for. */
const causeOf = (error: Error): string =>
  error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0].message : error.message;
