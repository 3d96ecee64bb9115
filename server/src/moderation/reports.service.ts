import { Injectable } from '@nestjs/common';
import type { ReportDto } from '@sammelan/shared/moderation/hold.dto.js';
import { v7 as uuid } from 'uuid';
import { ForbiddenError, RateLimitedError } from '../access/access.errors.js';
import type { RallyCaller } from '../access/caller.js';
import { ChatRoomsService } from '../chat/chat-rooms.service.js';
import { MessageGoneError } from '../chat/chat.errors.js';
import { TokenBucket } from '../realtime/token-bucket.js';
import { HeldRepository } from './held.repository.js';
import { bare, HoldQueueService } from './hold-queue.service.js';
import { RuleSetsService } from './rule-sets.service.js';

/** Reports of one person: at once, and per second in the long run. */
const burst = 10;
const perSecond = 1 / 30;
const maxReporters = 20_000;

/** What viewers report: enough of them take a message away until a moderator has looked at it. */
@Injectable()
export class ReportsService {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(
    private readonly repository: HeldRepository,
    private readonly rooms: ChatRoomsService,
    private readonly queue: HoldQueueService,
    private readonly rules: RuleSetsService,
  ) {}

  /** @throws MessageGoneError, ForbiddenError for one's own message, RateLimitedError */
  async report(caller: RallyCaller, { messageId, reason }: ReportDto): Promise<void> {
    this.demandPace(caller.identityId);
    const message = await this.rooms.find(messageId);
    if (message?.rallyId !== caller.rallyId || message.removedAt) throw new MessageGoneError();
    if (message.authorId === caller.identityId) throw new ForbiddenError();
    const { reporters, reasons } = await this.repository.report(message, caller.identityId, reason);
    const { reportThreshold } = (await this.rules.of(caller.rallyId)).set;
    if (reportThreshold === 0 || reporters < reportThreshold || message.authorRole !== null) return;
    // What a moderator has let stand stays.
    if (await this.repository.wasApproved(messageId)) return;
    // Under an id of its own: its first place in the room stays empty for good, and approved it gets a new one.
    await this.queue.hold({ ...bare(message), id: uuid(), clientId: uuid() }, [
      { rule: 'reports', verdict: 'hold', because: reasons.join(', ') },
    ]);
    await this.rooms.remove([message], caller.identityId);
  }

  private demandPace(identityId: string): void {
    const now = performance.now();
    const bucket = this.buckets.get(identityId) ?? new TokenBucket(burst, perSecond, now);
    this.buckets.delete(identityId);
    this.buckets.set(identityId, bucket);
    if (this.buckets.size > maxReporters) this.buckets.delete(this.buckets.keys().next().value as string);
    const waitMs = bucket.take(now);
    if (waitMs > 0) throw new RateLimitedError(Math.ceil(waitMs / 1000));
  }
}
