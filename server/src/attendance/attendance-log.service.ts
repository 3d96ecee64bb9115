import { Injectable, Logger } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { AttendanceRepository, type NodeRow, type SampleRow, type SessionRow } from './attendance.repository.js';
import type { AttendanceNode } from './attendance-tree.js';
import type { RallyAttendance, Session } from './rally-attendance.js';

/** What a crash can lose of sessions and peaks; a beat of the heart is the same write. */
const storeEveryMs = 1000;
/** Fine enough for a chart of hours. */
const sampleEveryMs = 10_000;
/** How often somebody looks for processes that died. */
const buryEveryMs = 5000;

/** Stores what the counts move: sessions, peaks and totals in batches, points for charts, and this process's heartbeat. */
@Injectable()
export class AttendanceLog {
  private readonly logger = new Logger(AttendanceLog.name);
  private readonly processId = uuid();
  private readonly rallies = new Set<RallyAttendance>();
  private waiting: Session[] = [];
  private readonly stored = new WeakMap<AttendanceNode, { peak: number; total: number }>();
  private readonly sampled = new WeakMap<AttendanceNode, number>();
  private writing: Promise<void> = Promise.resolve();
  private timers: NodeJS.Timeout[] = [];

  constructor(private readonly repository: AttendanceRepository) {}

  async start(): Promise<void> {
    await this.repository.bury(this.processId);
    const every = (ms: number, task: () => Promise<unknown>): NodeJS.Timeout =>
      setInterval(() => void this.inTurn(task), ms);
    this.timers = [
      every(storeEveryMs, () => this.store()),
      every(sampleEveryMs, () => this.sample()),
      every(buryEveryMs, () => this.repository.bury(this.processId)),
    ];
  }

  /** Follows a rally from now on. Nodes that were just restored need not be stored again. */
  follow(rally: RallyAttendance): void {
    for (const node of rally.tree.all()) {
      this.stored.set(node, { peak: node.peak, total: node.total });
      this.sampled.set(node, 0);
    }
    this.rallies.add(rally);
  }

  /** Writes what is left, in the end. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    // The last beat, even where there is nothing else to write: open sessions end with it.
    await this.inTurn(() => this.store(true));
    await this.inTurn(() => this.sample());
  }

  /** Writes now what is counted so far; if the database does not take it, it goes with the next write. */
  flush(): Promise<void> {
    return this.inTurn(() => this.store());
  }

  /** The rally is over: its last counts are written, and it costs nothing any more. */
  async unfollow(rally: RallyAttendance): Promise<void> {
    await this.flush();
    await this.inTurn(() => this.sample());
    this.rallies.delete(rally);
  }

  /** Sessions that wait to be written. */
  get depth(): number {
    return this.waiting.length;
  }

  /** One write after the other. A failed one is made up for by the next. */
  private inTurn(task: () => Promise<unknown>): Promise<void> {
    this.writing = this.writing.then(async () => {
      try {
        await task();
      } catch (error) {
        this.logger.warn({ message: 'attendance not stored yet', waiting: this.depth, err: error as Error });
      }
    });
    return this.writing;
  }

  private async store(isLast = false): Promise<void> {
    const now = performance.now();
    const rallies = [...this.rallies];
    const isQuiet = rallies.every((rally) => rally.isEmpty) && this.waiting.length === 0;
    for (const rally of rallies) this.waiting.push(...rally.takeSessions(now));
    const nodes = rallies.flatMap((rally) => this.nodesToStore(rally));
    if (isQuiet && nodes.length === 0 && !isLast) return;
    const sessions = this.waiting;
    this.waiting = [];
    try {
      await this.repository.store(
        this.processId,
        sessions.map((session) => toRow(session, now)),
        nodes,
      );
    } catch (error) {
      this.waiting = [...sessions, ...this.waiting];
      throw error;
    }
    this.markStored(rallies, nodes);
  }

  private nodesToStore({ rallyId, tree }: RallyAttendance): NodeRow[] {
    const changed: NodeRow[] = [];
    for (const node of tree.all()) {
      const { path, peak, total } = node;
      const stored = this.stored.get(node);
      const isChanged = stored ? stored.peak !== peak || stored.total !== total : total > 0;
      if (isChanged) changed.push({ rallyId, path, peak, total });
    }
    return changed;
  }

  private markStored(rallies: readonly RallyAttendance[], rows: readonly NodeRow[]): void {
    const trees = new Map(rallies.map(({ rallyId, tree }) => [rallyId, tree]));
    for (const { rallyId, path, peak, total } of rows) {
      const node = trees.get(rallyId)?.find(path);
      if (node) this.stored.set(node, { peak, total });
    }
  }

  private async sample(): Promise<void> {
    const samples: SampleRow[] = [];
    const nodes: AttendanceNode[] = [];
    for (const { rallyId, tree } of this.rallies) {
      for (const node of tree.all()) {
        if (node.now === (this.sampled.get(node) ?? 0) || !this.stored.has(node)) continue;
        samples.push({ rallyId, path: node.path, now: node.now });
        nodes.push(node);
      }
    }
    if (samples.length === 0) return;
    await this.repository.sample(samples);
    nodes.forEach((node, index) => this.sampled.set(node, samples[index]?.now ?? 0));
  }
}

const toRow = (session: Session, now: number): SessionRow => ({
  id: session.id,
  rallyId: session.rallyId,
  identityId: session.identityId,
  regionPath: session.regionPath,
  joinedAgoMs: now - session.joinedAt,
  leftAgoMs: session.leftAt === null ? null : now - session.leftAt,
});
