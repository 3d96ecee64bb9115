import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError, type PostgresUser } from './embedded-postgres-binaries.js';

/** One database cluster on disk, and who runs it. */
export interface Cluster {
  /** Holds `data` (PostgreSQL's own folder), `password` and `postgres.log`; belongs to `user`. */
  dir: string;
  /** The folder with `initdb` and `postgres`. */
  bin: string;
  /** Undefined: run as this process's own user. */
  user: PostgresUser | undefined;
}

/** What PostgreSQL writes into `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/**
 * Modest enough for the smallest machine, and durable: fsync and synchronous_commit keep their default, on, because what
 * was acked must be committed. No Unix socket: its path has a length limit that a deep DATA_DIR exceeds.
 */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  // Group commits arrive in bursts; a larger WAL keeps checkpoints out of the middle of a rally.
  max_wal_size: '2GB',
  checkpoint_completion_target: '0.9',
  // Three I/O workers are for machines with many disks.
  io_method: 'sync',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const startTimeoutMs = 60_000;
/** A fast shutdown takes milliseconds; after this the server is told to drop everything and recover from its log later. */
const stopTimeoutMs = 15_000;
const pollMs = 20;
const maxLogBytes = 10 * 1024 * 1024;

const dataOf = (cluster: Cluster): string => path.join(cluster.dir, 'data');
const logOf = (cluster: Cluster): string => path.join(cluster.dir, 'postgres.log');

/** How PostgreSQL's programs are started: as the cluster's user, in a folder it can enter, in no particular locale. */
function spawnOptions(cluster: Cluster) {
  const { PATH = '/usr/bin:/bin' } = process.env;
  const env = { PATH, LC_ALL: 'C', TZ: 'UTC' };
  return { cwd: cluster.dir, env, ...(cluster.user && { uid: cluster.user.uid, gid: cluster.user.gid }) };
}

/**
 * Makes the cluster unless it exists. A process killed in the middle leaves no half-made cluster: it is built beside and
 * renamed.
 */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  const data = dataOf(cluster);
  if (existsSync(data)) {
    await checkVersion(cluster);
    return;
  }
  const part = `${data}.${randomBytes(4).toString('hex')}.part`;
  const password = path.join(cluster.dir, 'password');
  if (!existsSync(password)) {
    await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 });
    if (cluster.user) chownSync(password, cluster.user.uid, cluster.user.gid);
  }
  const args = ['-D', part, '-U', 'sammelan', '--auth=scram-sha-256', `--pwfile=${password}`, '--encoding=UTF8'];
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions');
  // The password is random and long: stretching it would only slow down every new connection.
  args.push('-c', 'scram_iterations=1');
  await run(cluster, 'initdb', args);
  try {
    await rename(part, data);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    if (!existsSync(data)) throw error;
  }
}

async function checkVersion(cluster: Cluster): Promise<void> {
  const made = (await readFile(path.join(dataOf(cluster), 'PG_VERSION'), 'utf8')).trim();
  const { stdout } = spawnSync(path.join(cluster.bin, 'postgres'), ['--version'], {
    encoding: 'utf8',
    ...spawnOptions(cluster),
  });
  const running = /(\d+)[.\d]*\s*$/.exec(stdout)?.[1];
  if (running && running !== made) {
    throw new EmbeddedPostgresError(
      `${dataOf(cluster)} was made by PostgreSQL ${made}, this release carries ${running}: restore a dump, or name another DATA_DIR`,
    );
  }
}

async function run(cluster: Cluster, program: string, args: string[]): Promise<void> {
  const child = spawn(path.join(cluster.bin, program), args, {
    ...spawnOptions(cluster),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).catch((error: Error) => {
    throw new EmbeddedPostgresError(`the embedded PostgreSQL does not run here (${error.message}): set DATABASE_URL`);
  });
  if (code !== 0) throw new EmbeddedPostgresError(`${program} failed in ${cluster.dir}: ${lastErrorLine(stderr)}`);
}

/** The password of the database's only role; readable by root and the user that runs the database. */
export async function readPassword(cluster: Cluster): Promise<string> {
  return (await readFile(path.join(cluster.dir, 'password'), 'utf8')).trim();
}

/** What `postmaster.pid` says, when the process it names lives and really is a PostgreSQL on this folder. */
export function findPostmaster(cluster: Cluster): Postmaster | undefined {
  const postmaster = readPidFile(cluster);
  return postmaster && isPostgres(postmaster.pid) ? postmaster : undefined;
}

function readPidFile(cluster: Cluster): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path.join(dataOf(cluster), 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  // Line 1: process, 4: port, 8: status (PostgreSQL's miscadmin.h).
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** After a crash or in a new container the number may belong to something else, which PostgreSQL itself does not notice. */
function isPostgres(pid: number): boolean {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]!.endsWith('postgres');
    } catch {
      return false;
    }
  }
  const { status, stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 && stdout.includes('postgres');
}

/**
 * Starts the server and waits until it takes connections.
 *
 * @param port the loopback port, or undefined for any free one
 */
export async function startPostmaster(cluster: Cluster, port?: number): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(cluster, port ?? (await freePort()));
    } catch (error) {
      // Between finding a free port and binding it somebody else can take it.
      const taken = error instanceof Error && /could not bind|Address already in use/.test(error.message);
      if (!taken || port !== undefined || attempt === 5) throw error;
    }
  }
}

async function startOnce(cluster: Cluster, port: number): Promise<Postmaster> {
  if (readPidFile(cluster) && !findPostmaster(cluster))
    rmSync(path.join(dataOf(cluster), 'postmaster.pid'), { force: true });
  const log = openLog(cluster);
  const logFrom = statSync(logOf(cluster)).size;
  const args = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  // A group of its own: the terminal's Ctrl-C must not take the database away before the server has finished its writes.
  const child = spawn(path.join(cluster.bin, 'postgres'), ['-D', dataOf(cluster), ...args], {
    ...spawnOptions(cluster),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let failure: string | undefined;
  child.on('error', (error) => (failure = error.message));
  const onExit = (): void => {
    failure ??= lastErrorLine(readFileSync(logOf(cluster), 'utf8').slice(logFrom));
  };
  child.on('exit', onExit);
  child.unref();

  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    if (failure) throw new EmbeddedPostgresError(`PostgreSQL did not start in ${cluster.dir}: ${failure}`);
    const postmaster = readPidFile(cluster);
    if (postmaster?.pid === child.pid && postmaster?.ready) {
      // From here on its end is the owner's matter, and the log's folder may go with it.
      child.off('exit', onExit);
      return postmaster;
    }
    await sleep(pollMs);
  }
  throw new EmbeddedPostgresError(`PostgreSQL was not ready within ${startTimeoutMs / 1000} s: see ${logOf(cluster)}`);
}

function openLog(cluster: Cluster): number {
  const file = logOf(cluster);
  const tooLong = existsSync(file) && statSync(file).size > maxLogBytes;
  const fd = openSync(file, tooLong ? 'w' : 'a', 0o600);
  if (cluster.user) chownSync(file, cluster.user.uid, cluster.user.gid);
  chmodSync(file, 0o600);
  return fd;
}

/** Fast shutdown: clients are disconnected, everything is on disk when this returns. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const postmaster = findPostmaster(cluster);
  if (!postmaster) return;
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(postmaster.pid, name);
    } catch {
      // It ended by itself in the meantime.
    }
  };
  signal('SIGINT');
  let deadline = Date.now() + stopTimeoutMs;
  while (findPostmaster(cluster)?.pid === postmaster.pid) {
    if (Date.now() > deadline) {
      signal('SIGQUIT');
      deadline = Infinity;
    }
    await sleep(pollMs);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** PostgreSQL's log is long; the operator gets the line that names the cause. */
function lastErrorLine(text: string): string {
  const lines = text.trim().split('\n');
  const cause = lines.filter((line) => /(FATAL|PANIC|error|could not)/.test(line)).pop() ?? lines.pop();
  return cause?.replace(/^.*?(FATAL|PANIC|error):\s*/, '') || 'no reason given';
}
