import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is ending when the tests are done has ended within this time. */
const endingMs = 5000;

/**
 * A folder for everything a run of the tests puts aside. By its name the programs are known that were started in it: servers,
 * databases, browsers. A test that crashes cannot end its own, so whoever made the folder does.
 */
export class RunFolder {
  constructor() {
    this.path = mkdtempSync(path.join(os.tmpdir(), 'sammelan-run-'));
    // PostgreSQL, which is not run as root, must get in.
    chmodSync(this.path, 0o755);
    process.once('exit', () => this.clear());
  }

  /** @returns {Promise<string[]>} the command lines of what the tests have left running */
  async leftBehind() {
    const deadline = Date.now() + endingMs;
    while (this.#running().length > 0 && Date.now() < deadline) await sleep(100);
    return this.#running().map(({ command }) => command);
  }

  /** Ends what still runs, and removes the folder. */
  clear() {
    for (const { pid } of this.#running()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }
    for (const disk of this.#mounted()) spawnSync('umount', ['-l', disk]);
    try {
      rmSync(this.path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    } catch (error) {
      console.error(`${this.path} is left over: ${error.message}`);
    }
  }

  /** A test of a full disk mounts a small one. */
  #mounted() {
    if (process.platform !== 'linux') return [];
    const places = readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '');
    return places.filter((place) => place.startsWith(this.path));
  }

  #running() {
    if (process.platform !== 'linux') return [];
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
    return pids.flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const mine = command.includes(this.path) || readFileSync(`/proc/${pid}/environ`, 'utf8').includes(this.path);
        // One without a command line has ended, and only waits to be asked how.
        return mine && command ? [{ pid: Number(pid), command }] : [];
      } catch {
        // It has just ended, or belongs to somebody else.
        return [];
      }
    });
  }
}
