import { createPublicKey, type KeyObject } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { AuditVerificationView } from '@sammelan/shared/audit/audit.dto.js';
import { signRoot } from './audit-chain.js';
import { verifyAudit } from './audit-reader.js';
import { AuditRepository } from './audit.repository.js';

/** What is newer than this is under no root yet. */
const signEveryMs = 60_000;

/** 100,000 rows take about a second of a core. */
const verifyEveryMs = 3600_000;

/** Signs the head of the audit list every minute, and checks the whole of it at the start and every hour. */
@Injectable()
export class AuditRoots implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(AuditRoots.name);
  private readonly timers: NodeJS.Timeout[] = [];
  private running: Promise<AuditVerificationView> | null = null;
  private last: AuditVerificationView | null = null;

  constructor(
    private readonly repository: AuditRepository,
    private readonly key: KeyObject,
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
    await this.running?.catch(() => undefined);
  }

  /** Signs the last row, where it is not signed yet. */
  async sign(): Promise<void> {
    const [head, root] = await Promise.all([this.repository.head(), this.repository.lastRoot()]);
    if (!head || head.seq === root?.seq) return;
    const number = String(Number(root?.number ?? 0) + 1);
    // The database keeps microseconds; what is signed is what comes back from it.
    const content = { number, ...head, at: new Date().toISOString().replace('Z', '000Z') };
    await this.repository.insertRoot({ ...content, signature: signRoot(content, root?.signature ?? null, this.key) });
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

  private async check(): Promise<AuditVerificationView> {
    this.last = await verifyAudit((sql, values) => this.repository.query(sql, values), createPublicKey(this.key));
    const { ok, fault } = this.last;
    if (!ok) this.logger.error({ message: 'the audit list was tampered with', ...fault });
    return this.last;
  }
}
