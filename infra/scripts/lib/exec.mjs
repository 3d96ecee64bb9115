import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { Problem } from './problem.mjs';

const keptLines = 30;

/** The process groups that must not outlive this script. */
const running = new Set();

/** Has {@link killRunning} end this program too. It must lead its own process group (`detached`). */
export function track(child) {
  running.add(child);
  child.once('close', () => running.delete(child));
}

/** Kills every program that was started here and that still runs, with all its children. */
export function killRunning(signal = 'SIGTERM') {
  for (const child of running) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has just ended.
    }
  }
}

/**
 * Runs a program quietly and waits for it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, failure?: string }} [options]
 *   `failure` heads the message when the program fails: "what failed"
 * @returns {Promise<string[]>} the last lines of its output
 * @throws {Problem} with the output's last lines when the exit code is not 0
 */
export function run(command, args, { cwd, env, onLine, failure = `${command} failed` } = {}) {
  return new Promise((resolve, reject) => {
    // Its output is read by us and shown only on failure: colours would be noise.
    const plain = { ...(env ?? process.env), NO_COLOR: '1', FORCE_COLOR: undefined };
    const child = spawn(command, args, { cwd, env: plain, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    track(child);
    const lines = [];
    const keep = (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      onLine?.(line);
    };
    for (const stream of [child.stdout, child.stderr]) readLines(stream, keep);
    child.on('error', (error) => {
      reject(new Problem(`${failure}: ${error.code === 'ENOENT' ? `${command} is not installed` : error.message}`));
    });
    child.on('close', (code, signal) => {
      if (code === 0) resolve(lines);
      else reject(new Problem(`${failure} (${signal ?? `exit code ${code}`})`, lines));
    });
  });
}

/**
 * Runs a program with this terminal's output and waits for it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdout?: 'inherit' | 'ignore' }} [options]
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function runShown(command, args, { cwd, env, stdout = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', stdout, 'inherit'], detached: true });
    track(child);
    child.on('error', (error) => reject(new Problem(`${command} does not start: ${error.message}`)));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program and keeps what it writes, for programs that run beside each other.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, text: string }>} its exit code (1 when a signal ended it) and both its outputs
 */
export function runKept(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    track(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => (text += part));
    child.on('error', (error) => reject(new Problem(`${command} does not start: ${error.message}`)));
    child.on('close', (code) => resolve({ code: code ?? 1, text }));
  });
}

/**
 * @param {NodeJS.ReadableStream} stream
 * @param {(line: string) => void} onLine called with every line that is not blank, without its end
 */
export function readLines(stream, onLine) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text) => {
    const lines = (rest + text).split(/\r?\n|\r/);
    rest = lines.pop();
    for (const line of lines) if (line.trim()) onLine(line);
  });
  stream.on('end', () => {
    if (rest.trim()) onLine(rest);
  });
}

/** @returns {string | undefined} the path of a program on PATH */
export function which(program) {
  for (const dir of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(dir, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** @returns {string | undefined} a short program's trimmed output, undefined when it fails or does not exist */
export function outputOf(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
