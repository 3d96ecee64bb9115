import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export interface FfmpegEvents {
  /** The process is gone, for whatever reason; its pipes have been read to their end. */
  ended: [{ code: number | null; signal: string | null }];
}

/** ffmpeg flushes what it holds when it is asked to stop; later than this it hangs. */
const stopPatienceMs = 1500;
const keptLines = 12;

export interface FfmpegOptions {
  args: string[];
  input: string | null;
  outputs: number;
  inputs?: number;
  niceness: number;
  secret?: string;
}

/** Where an ffmpeg with so many pipes, in and out, reads the secret that it is started with. */
export const secretPath = (pipes: number): string => `/dev/fd/${3 + pipes}`;

/** A running ffmpeg. */
export class FfmpegProcess extends EventEmitter<FfmpegEvents> {
  private readonly lines: string[] = [];
  private over = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly outputs: number,
  ) {
    super();
    child.stderr?.setEncoding('utf8').on('data', (text: string) => this.keep(text));
    child.once('error', (error) => this.keep(error.message));
    child.once('close', (code, signal) => {
      this.over = true;
      this.emit('ended', { code, signal });
    });
  }

  /**
   * Starts it with as many pipes for what it writes as there are `outputs`.
   * @param input what it reads from its standard input; null: nothing
   * @param inputs how many pipes it reads beside, numbered after those it writes
   * @param niceness 0, or up to 19 for work that may wait
   * @param secret what no command line may hold; read from `secretPath` of as many pipes
   */
  static start(bin: string, options: FfmpegOptions): FfmpegProcess {
    const pipes = Array.from({ length: options.outputs + (options.inputs ?? 0) }, () => 'pipe' as const);
    const secret = options.secret === undefined ? [] : [namelessFile(options.secret)];
    const child = spawn(bin, options.args, { stdio: ['pipe', 'ignore', 'pipe', ...pipes, ...secret] });
    secret.forEach(closeSync);
    // Its death is told by its end, not by the pipe it no longer reads.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? undefined);
    for (const pipe of child.stdio.slice(3 + options.outputs)) pipe?.on('error', () => undefined);
    if (options.niceness && child.pid) {
      try {
        setPriority(child.pid, options.niceness);
      } catch {
        // It ended at once, which is told in its own way.
      }
    }
    return new FfmpegProcess(child, options.outputs);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get ended(): boolean {
    return this.over;
  }

  /** What it wrote to output `index`. */
  output(index: number): Readable {
    return this.child.stdio[index + 3] as Readable;
  }

  /** What it reads as input `index`. */
  input(index: number): Writable {
    return this.child.stdio[3 + this.outputs + index] as Writable;
  }

  /** The last lines that it complained with. */
  get complaints(): string[] {
    return this.lines;
  }

  /** Lets it write what it holds, and ends it; resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.over) return;
    const ended = once(this, 'ended');
    // Not SIGINT: an ffmpeg in the background ignores it.
    this.child.kill('SIGTERM');
    const late = sleep(stopPatienceMs, 'late', { ref: false });
    if ((await Promise.race([ended, late])) === 'late') {
      this.kill();
      await ended;
    }
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private keep(text: string): void {
    this.lines.push(...text.split(/[\r\n]+/).filter((line) => line.trim()));
    this.lines.splice(0, this.lines.length - keptLines);
  }
}

/** A file that is gone before anything is in it: only who is handed the descriptor reads it. (Pipes of Node cannot be opened.) */
function namelessFile(text: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'sammelan-'));
  const file = openSync(join(folder, 'options'), 'wx+', 0o600);
  rmSync(folder, { recursive: true });
  // By place, so that a descriptor that shares its position (macOS) still stands at the beginning.
  writeSync(file, text, 0);
  return file;
}
