import { createPublicKey, type KeyObject } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { AuditVerificationView } from '@sammelan/shared/audit/audit.dto.js';
import { Paced } from '../realtime/paced.js';
import { signRoot } from './audit-chain.js';
import { headOf, holds, type Query, verifyAudit } from './audit-reader.js';
import { readWitness, writeWitness } from './audit-witness.js';
import { AuditRepository } from './audit.repository.js';

/** What is newer than this is under no root yet. */
const signEveryMs = 60_000;

/** The newest row is noted outside the database this soon after it was written. */
const noteEveryMs = 1000;

/** 100,000 rows take about a second of a core. */
const verifyEveryMs = 3600_000;

/** Signs the head of the audit list every minute, notes its newest row in a file, and checks the whole of it at the start and every hour. */
@Injectable()
export class AuditRoots implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(AuditRoots.name);
  private readonly timers: NodeJS.Timeout[] = [];
  private running: Promise<AuditVerificationView> | null = null;
  private last: AuditVerificationView | null = null;
  private readonly query: Query = (sql, values) => this.repository.query(sql, values);
  /** One after the other: they write one file. */
  private noted: Promise<void> = Promise.resolve();
  private readonly noting = new Paced(
    () => this.note().catch((err: unknown) => this.logger.error({ message: 'audit list', err })),
    noteEveryMs,
  );

  constructor(
    private readonly repository: AuditRepository,
    private readonly key: KeyObject,
    private readonly dataDir: string,
  ) {}

  onApplicationBootstrap(): void {
    const inBackground = (work: () => Promise<unknown>) => () =>
      void work().catch((error: unknown) => this.logger.error({ message: 'audit list', err: error }));
    const sign = inBackground(() => this.sign());
    const verify = inBackground(() => this.verify());
    this.timers.push(setInterval(sign, signEveryMs).unref(), setInterval(verify, verifyEveryMs).unref());
    inBackground(async () => {
      await this.sign();
      await this.verify();
    })();
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.noting.stop();
    await this.note().catch(() => undefined);
    await this.running?.catch(() => undefined);
  }

  /** Rows were added. */
  added(): void {
    this.noting.request();
  }

  /** Notes the newest row in the file, unless the one that was noted before is gone: then the file is what shows it. */
  note(): Promise<void> {
    const after = this.noted.then(() => this.noteHead());
    this.noted = after.catch(() => undefined);
    return after;
  }

  /** Signs the last row, where it is not signed yet. */
  async sign(): Promise<void> {
    await this.note();
    const [head, root] = await Promise.all([headOf(this.query), this.repository.lastRoot()]);
    if (!head || head.seq === root?.seq) return;
    const number = String(Number(root?.number ?? 0) + 1);
    // The database keeps microseconds; what is signed is what comes back from it.
    const content = { number, ...head, at: new Date().toISOString().replace('Z', '000Z') };
    await this.repository.insertRoot({ ...content, signature: signRoot(content, root?.signature ?? null, this.key) });
    // Logs are kept elsewhere: what is written here can be held against the list with `audit:verify`.
    this.logger.log({ message: 'audit root', number, row: head.seq, hash: head.hash.toString('hex') });
  }

  /** What the last check found; null where there was none yet. */
  get state(): AuditVerificationView | null {
    return this.last;
  }

  /** Checks the whole list now, or waits for the check that is under way. */
  verify(): Promise<AuditVerificationView> {
    this.running ??= this.check().finally(() => (this.running = null));
    return this.running;
  }

  private async noteHead(): Promise<void> {
    const open = createPublicKey(this.key);
    const [head, noted] = [await headOf(this.query), await readWitness(this.dataDir, open)];
    if (!head || head.seq === noted?.seq) return;
    if (noted && !(noted.genuine && (await holds(this.query, noted)))) {
      this.logger.error({ message: 'the audit list was tampered with', noted: noted.seq, last: head.seq });
      return;
    }
    await writeWitness(this.dataDir, head, this.key);
  }

  private async check(): Promise<AuditVerificationView> {
    const key = createPublicKey(this.key);
    const noted = await readWitness(this.dataDir, key);
    this.last = await verifyAudit(this.query, key, noted ? [noted] : []);
    const { ok, fault } = this.last;
    if (!ok) this.logger.error({ message: 'the audit list was tampered with', ...fault });
    return this.last;
  }
}
