import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, stateDir } from './paths.mjs';

/** Folders that hold results, not sources. */
const skipped = new Set(['node_modules', 'dist', 'bundle', 'coverage']);

/**
 * A hash over names and contents. Contents rather than dates: a checkout back and forth changes every date, and reading
 * all our sources takes some 30 ms.
 *
 * @param {string[]} sources files and folders, relative to the checkout; missing ones count as missing
 * @param {string[]} [facts] whatever else the result depends on
 */
export function fingerprint(sources, facts = []) {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const source of sources) addTo(hash, source);
  return hash.digest('hex');
}

function addTo(hash, source) {
  const file = path.join(root, source);
  const stat = statSync(file, { throwIfNoEntry: false });
  hash.update(`\0${source}\0`);
  if (!stat) return;
  if (!stat.isDirectory()) {
    hash.update(readFileSync(file));
    return;
  }
  for (const name of readdirSync(file).sort()) if (!skipped.has(name)) addTo(hash, path.join(source, name));
}

/** True when the step `name` was last finished with this fingerprint. */
export function isFresh(name, print) {
  try {
    return readFileSync(path.join(stateDir, name), 'utf8') === print;
  } catch {
    return false;
  }
}

/** Remembers that the step `name` was finished with this fingerprint. */
export function remember(name, print) {
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(path.join(stateDir, name), print);
}
