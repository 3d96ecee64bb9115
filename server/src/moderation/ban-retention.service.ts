import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { ModerationRepository } from './moderation.repository.js';
import { SilenceBook } from './silence-book.js';

const lookEveryMs = 3_600_000;

/**
 * Forgets bans, their reasons and appeals when they are no longer needed (India's DPDP Act, 2023, section 8(7)): `BANS_KEEP_DAYS`
 * after the end of the rally, until when a ban also warns of the person in other rallies.
 */
@Injectable()
export class BanRetention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(BanRetention.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly repository: ModerationRepository,
    private readonly book: SilenceBook,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    const sweep = () => this.sweep().catch((err: unknown) => this.logger.warn({ err }));
    void sweep();
    this.timer = setInterval(() => void sweep(), lookEveryMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    for (const rallyId of await this.repository.forgetOlder(this.config.bansKeepDays)) this.book.forget(rallyId);
  }
}
