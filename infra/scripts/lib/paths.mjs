import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** @returns {Record<string, any>} the parsed file */
export const readJson = (file) => JSON.parse(readFileSync(path.resolve(root, file), 'utf8'));

/** What these scripts remember about the checkout; goes with node_modules. */
export const stateDir = path.join(root, 'node_modules', '.sammelan');

/** The user's cache folder, outlives the checkout; inside node_modules for a user without a home. */
export function cacheDir() {
  const user = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'sammelan');
  try {
    mkdirSync(user, { recursive: true });
    accessSync(user, constants.W_OK);
    return user;
  } catch {
    return path.join(stateDir, 'cache');
  }
}
