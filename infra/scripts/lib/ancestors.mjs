import { readFileSync } from 'node:fs';
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

/** @returns {number[]} the processes from this one's parent up to npm; none when npm is not among them */
function launchers() {
  if (process.platform !== 'linux') return [];
  const found = [];
  let pid = process.ppid;
  while (pid > 1 && found.length < maxDepth) {
    try {
      found.push(pid);
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (/(^|\/|\0)(npm|pnpm)(\.js|-cli\.js|\.cjs)?[ \0]/.test(command)) return found;
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
