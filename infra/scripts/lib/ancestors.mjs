import { readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './lock.mjs';

const checkMs = 250;
/** npm start → sh → the shim of node in node_modules/.bin → this script. */
const maxDepth = 4;

/**
 * Calls `onDeath` once when npm, or a shell between it and this script, is gone: npm's shells do not pass signals on, so
 * `kill` on npm would leave the server running and its port taken.
 *
 * @param {() => void} onDeath
 * @returns {() => void} stops watching
 */
export function watchAncestors(onDeath) {
  const parent = process.ppid;
  const watched = launchers();
  const timer = setInterval(() => {
    if (process.ppid === parent && watched.every(isAlive)) return;
    clearInterval(timer);
    onDeath();
  }, checkMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** @returns {number[]} the processes from this one's parent up to npm; none when npm did not start it */
function launchers() {
  if (process.platform !== 'linux' || !process.env.npm_lifecycle_event) return [];
  const found = [];
  let pid = process.ppid;
  while (pid > 1 && found.length < maxDepth) {
    try {
      found.push(pid);
      // Between npm, which is a Node, and this script there are only shells. Its command line would tell more, but npm
      // rewrites it while it runs.
      if (path.basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('node')) return found;
      // The command's name, in brackets, may hold anything; the parent's number is the second field behind it.
      pid = Number(
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[1],
      );
    } catch {
      return [];
    }
  }
  return [];
}
