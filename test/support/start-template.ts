import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Fills the empty folder of a server that is about to start for the first time with what a first start leaves behind: a
 * database with all tables and the demo rally, and keys (`global-setup.mjs` makes it, once for a run), so that not every test
 * waits for the same two seconds. A server that is told something about its data begins from nothing.
 */
export async function fillDataDir(dataDir: string, env: Record<string, string>): Promise<void> {
  const template = process.env['SAMMELAN_TEST_TEMPLATE'];
  if (!template || ['DEMO', 'DATABASE_URL', 'DATA_DIR'].some((name) => env[name] !== undefined)) return;
  // Node's own copying leaves the database's files to us, and PostgreSQL takes only those of its user.
  await promisify(execFile)('cp', ['-Rp', `${template}/.`, dataDir]);
}
