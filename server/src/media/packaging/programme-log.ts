import { EventEmitter } from 'node:events';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Segment } from './segment-writer.js';
import type { RenditionFacts } from './take.js';
import type { Rendition } from './take-plan.js';

/** A take as playlists list it: complete in all its renditions. */
export interface LoggedTake {
  name: string;
  facts: Partial<Record<Rendition, RenditionFacts>>;
  segments: Partial<Record<Rendition, Segment[]>>;
}

type Line =
  | { take: string; facts: LoggedTake['facts'] }
  | { segment: Segment; of: string; rendition: Rendition }
  | { ended: number };

/** The file that says what of a programme is on the disk: JSON lines, appended as segments are done. */
export const logFile = 'programme.jsonl';

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
    this.append({ segment, of, rendition });
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
    this.work = this.work.then(async () => {
      await mkdir(this.folder, { recursive: true });
      await appendFile(join(this.folder, logFile), `${JSON.stringify(line)}\n`);
    });
    // Told by `settled`; the segments themselves hit the same wall first.
    this.work.catch(() => undefined);
  }

  private apply(line: Line): void {
    this.version += 1;
    if ('ended' in line) this.endedAt = line.ended;
    else if ('take' in line) this.takes.push({ name: line.take, facts: line.facts, segments: {} });
    else {
      const take = this.takes.findLast(({ name }) => name === line.of);
      if (take) (take.segments[line.rendition] ??= []).push(line.segment);
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
