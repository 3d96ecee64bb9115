import { EventEmitter } from 'node:events';
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Segment } from './segment-writer.js';
import type { RenditionFacts } from './take.js';
import type { OfRenditions, Rendition } from './take-plan.js';

/** A take as playlists list it: complete in all its renditions. */
export interface LoggedTake {
  name: string;
  facts: OfRenditions<RenditionFacts>;
  segments: OfRenditions<Segment[]>;
}

type Line =
  | { take: string; facts: LoggedTake['facts'] }
  | { segment: Segment; of: string; rendition: Rendition }
  | { ended: number };

/** The file that says what of a programme is on the disk: JSON lines, appended as segments are done. */
export const logFile = 'programme.jsonl';

/** Live playlists hold a minute, and a slow phone asks for a segment that was in the one it read half a minute ago. */
const passingMs = 120_000;

/**
 * Everything that went out since the beginning, in memory and in a file beside the segments. The file is only ever
 * appended to, so a server that is killed loses nothing that it lists.
 */
export class ProgrammeLog extends EventEmitter<{ changed: [] }> {
  readonly takes: LoggedTake[] = [];
  /** When the programme ended, in ms since 1970; null while it may go on. */
  endedAt: number | null = null;
  /** Changes with every line: what is built from the log can be kept until it does. */
  version = 0;
  /** Whether segments stay on the disk; else each is there for as long as live viewers may ask for it. */
  keeps = true;
  /** Passing segments whose files are there, in the order in which they came. */
  private readonly passing: Segment[] = [];
  private readonly unwritten: string[] = [];
  private torn = false;
  private work: Promise<void> = Promise.resolve();

  private constructor(readonly folder: string) {
    super();
  }

  /** The log of a folder; empty where there is none yet. */
  static async open(folder: string): Promise<ProgrammeLog> {
    const log = new ProgrammeLog(folder);
    const text = await readFile(join(folder, logFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    for (const line of text.split('\n')) {
      const parsed = parsedLine(line);
      if (parsed) log.apply(parsed);
    }
    return log;
  }

  get isEmpty(): boolean {
    return this.takes.length === 0;
  }

  beginTake(name: string, facts: Map<Rendition, RenditionFacts>): void {
    this.append({ take: name, facts: Object.fromEntries(facts) });
  }

  addSegment(of: string, rendition: Rendition, segment: Segment): void {
    this.append({ segment: this.keeps ? segment : { ...segment, passing: true }, of, rendition });
    this.letGo(segment.at - passingMs);
  }

  /** Deletes the files of passing segments that began before `beforeMs`; of all, where it is left out. */
  letGo(beforeMs = Infinity): void {
    for (let [next] = this.passing; next && next.at < beforeMs; [next] = this.passing) {
      this.passing.shift();
      next.gone = true;
      this.version += 1;
      rm(join(this.folder, next.uri), { force: true }).catch(() => undefined);
    }
  }

  end(): void {
    if (this.endedAt === null) this.append({ ended: Date.now() });
  }

  /** Resolves when all that was said is in the file. @throws what the disk says */
  settled(): Promise<void> {
    return this.work;
  }

  private append(line: Line): void {
    this.apply(line);
    this.emit('changed');
    this.unwritten.push(JSON.stringify(line));
    // What a full disk refused is written with the next line; one that was torn is ended first.
    this.work = this.work.catch(() => undefined).then(() => this.write());
    // Told by `settled`; the segments themselves hit the same wall first.
    this.work.catch(() => undefined);
  }

  private async write(): Promise<void> {
    const lines = this.unwritten.splice(0);
    if (lines.length === 0) return;
    try {
      await mkdir(this.folder, { recursive: true });
      await appendFile(join(this.folder, logFile), `${this.torn ? '\n' : ''}${lines.join('\n')}\n`);
      this.torn = false;
    } catch (error) {
      this.torn = true;
      this.unwritten.unshift(...lines);
      throw error;
    }
  }

  private apply(line: Line): void {
    this.version += 1;
    if ('ended' in line) this.endedAt = line.ended;
    else if ('take' in line) this.takes.push({ name: line.take, facts: line.facts, segments: {} });
    else {
      const take = this.takes.findLast(({ name }) => name === line.of);
      if (!take) return;
      (take.segments[line.rendition] ??= []).push(line.segment);
      if (line.segment.passing) this.passing.push(line.segment);
    }
  }
}

/** A line that was cut short by a power cut is none. */
function parsedLine(text: string): Line | null {
  try {
    return text ? (JSON.parse(text) as Line) : null;
  } catch {
    return null;
  }
}
