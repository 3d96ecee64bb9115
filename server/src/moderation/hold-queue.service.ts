import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { AuditAction } from '@sammelan/shared/audit/audit.dto.js';
import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import type { HeldReason, HeldView, HoldQueueView } from '@sammelan/shared/moderation/hold.dto.js';
import type { RallyCaller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { ChatRoomsService, type NewMessage } from '../chat/chat-rooms.service.js';
import { MessageGoneError } from '../chat/chat.errors.js';
import { Batcher } from '../database/batcher.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Paced } from '../realtime/paced.js';
import { RegionsService } from '../regions/regions.service.js';
import { HeldRepository, type HeldMessage } from './held.repository.js';
import { HoldFullError } from './moderation.errors.js';
import { SubjectsService } from './subjects.service.js';

/** Beyond these, moderators will not get there: better to say so. */
const maxWaiting = 5000;
const maxWaitingOfOne = 3;

/** Moderators are told of a queue that changed no more often than this. */
const tellEveryMs = 1000;

/** How often texts are let go that are no longer needed. */
const sweepMs = 3600_000;

const batching = { maxBatch: 500, lanes: 1 };

/**
 * Messages that wait for a moderator. Claims are the database's, so that no two moderators, on whichever process, decide on
 * the same message; what waits is in memory too, for its authors.
 */
@Injectable()
export class HoldQueueService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(HoldQueueService.name);
  private sweeping: NodeJS.Timeout | undefined;
  private readonly waitingIn = new Map<string, Map<string, HeldMessage>>();
  private readonly telling = new Map<string, Paced>();
  private readonly batcher = new Batcher<Omit<HeldMessage, 'heldAt'>, HeldMessage>(
    (messages) => this.repository.insert(messages),
    batching,
  );

  constructor(
    private readonly repository: HeldRepository,
    private readonly rooms: ChatRoomsService,
    private readonly subjects: SubjectsService,
    private readonly regions: RegionsService,
    private readonly broadcaster: Broadcaster,
    private readonly audit: AuditService,
    metrics: MetricsService,
  ) {
    metrics.gauge('chat_held', 'Chat messages that wait for a moderator.', () =>
      [...this.waitingIn.values()].reduce((sum, { size }) => sum + size, 0),
    );
  }

  async onModuleInit(): Promise<void> {
    for (const held of await this.repository.undecided()) this.remember(held);
    await this.sweep();
    this.sweeping = setInterval(() => {
      this.sweep().catch((err: unknown) => this.logger.warn({ err }));
    }, sweepMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweeping);
  }

  /** Lets go of the texts of messages that were decided on a week ago, and of those that nobody has decided on. */
  async sweep(): Promise<void> {
    const given = new Set(await this.repository.sweep());
    for (const waiting of this.waitingIn.values())
      for (const id of waiting.keys()) if (given.has(id)) waiting.delete(id);
  }

  /** Holds a message; its author sees it as waiting. @throws HoldFullError where too much waits already */
  async hold(message: NewMessage, reasons: HeldReason[]): Promise<MessageView> {
    const waiting = this.waitingIn.get(message.rallyId);
    const own = this.of(message.rallyId, message.authorId);
    const again = own.find(({ clientId }) => clientId === message.clientId);
    if (again) return this.authorView(again);
    if ((waiting?.size ?? 0) >= maxWaiting || own.length >= maxWaitingOfOne) throw new HoldFullError();
    const held = await this.batcher.add({ ...message, reasons });
    this.remember(held);
    this.tell(message.rallyId);
    return this.authorView(held);
  }

  /** What its author sees as waiting, in one room. */
  waiting(rallyId: string, authorId: string, roomKey: string): MessageView[] {
    return this.of(rallyId, authorId)
      .filter((held) => held.roomKey === roomKey)
      .map((held) => this.authorView(held));
  }

  async queue(caller: RallyCaller): Promise<HoldQueueView> {
    const reach = await this.subjects.reach(caller);
    const [counts, mine] = await Promise.all([
      this.repository.counts(reach, caller.identityId),
      this.repository.mine(reach, caller.identityId),
    ]);
    return { ...counts, mine: mine.map((held) => this.view(held)) };
  }

  async claim(caller: RallyCaller, count: number): Promise<HoldQueueView> {
    await this.repository.claim(await this.subjects.reach(caller), caller.identityId, count);
    this.tell(caller.rallyId);
    return this.queue(caller);
  }

  async release(caller: RallyCaller): Promise<HoldQueueView> {
    await this.repository.release(caller.rallyId, caller.identityId);
    this.tell(caller.rallyId);
    return this.queue(caller);
  }

  /** Decides on those of the messages that the caller has in hand. @throws MessageGoneError where none of them is */
  async decide(caller: RallyCaller, ids: readonly string[], approve: boolean): Promise<HoldQueueView> {
    const mine = await this.repository.mine(await this.subjects.reach(caller), caller.identityId);
    const chosen = mine.filter(({ id }) => ids.includes(id));
    if (chosen.length === 0) throw new MessageGoneError();
    // Posted first: killed in between, the message waits still, and posting it again posts it once.
    if (approve) await Promise.all(chosen.map((held) => this.post(held)));
    const chosenIds = chosen.map(({ id }) => id);
    const decided = new Set(await this.repository.decide(chosenIds, approve, caller.identityId));
    await this.settle(
      caller,
      chosen.filter(({ id }) => decided.has(id)),
      approve,
    );
    this.tell(caller.rallyId);
    return this.queue(caller);
  }

  /** Whoever was banned has nothing waiting any more. */
  async denyAllOf(rallyId: string, authorId: string, by: string): Promise<void> {
    await this.repository.denyAllOf(rallyId, authorId, by);
    for (const held of this.of(rallyId, authorId)) this.forget(held);
    this.tell(rallyId);
  }

  private async post(held: HeldMessage): Promise<void> {
    await this.rooms.open(held.rallyId, held.roomKey);
    await this.rooms.post(bare(held));
  }

  private async settle(caller: RallyCaller, decided: readonly HeldMessage[], approved: boolean): Promise<void> {
    for (const held of decided) {
      const { rallyId, authorId, clientId } = held;
      this.forget(held);
      this.broadcaster.toIdentity(rallyId, authorId, 'chat:decided', { clientId, approved });
    }
    const action = approved ? 'moderation.approve' : 'moderation.deny';
    await this.audit.record(
      ...decided.map(({ id, rallyId, authorId, authorName, roomKey, reasons }) => ({
        actor: caller,
        action: action as AuditAction,
        subject: authorName ?? authorId,
        details: { messageId: id, authorId, roomKey, rules: reasons.map(({ rule }) => rule) },
        rallyId,
      })),
    );
  }

  private of(rallyId: string, authorId: string): HeldMessage[] {
    const waiting = this.waitingIn.get(rallyId);
    return waiting ? [...waiting.values()].filter((held) => held.authorId === authorId) : [];
  }

  private remember(held: HeldMessage): void {
    const waiting = this.waitingIn.get(held.rallyId) ?? new Map<string, HeldMessage>();
    this.waitingIn.set(held.rallyId, waiting.set(held.id, held));
  }

  private forget({ rallyId, id }: HeldMessage): void {
    this.waitingIn.get(rallyId)?.delete(id);
  }

  private tell(rallyId: string): void {
    const paced =
      this.telling.get(rallyId) ??
      new Paced(() => this.broadcaster.toDesk(rallyId, 'hold:changed', undefined), tellEveryMs);
    this.telling.set(rallyId, paced);
    paced.request();
  }

  private view({ id, authorId, authorName, regionPath, roomKey, text, heldAt, reasons }: HeldMessage): HeldView {
    return {
      id,
      authorId,
      authorName,
      regionName: regionPath === null ? null : this.regions.name(regionPath),
      roomName: roomKey === '/' ? null : this.regions.name(roomKey),
      text,
      heldAt: heldAt.toISOString(),
      reasons,
    };
  }

  private authorView(held: HeldMessage): MessageView {
    const unplaced = { seq: 0, at: held.heldAt, removedAt: null, removedBy: null };
    return { ...this.rooms.view({ ...bare(held), ...unplaced }), held: true };
  }
}

/** The message as it was sent. */
export function bare(message: NewMessage): NewMessage {
  const { id, rallyId, roomKey, authorId, deviceId, clientId, authorName, authorRole, regionPath, text } = message;
  return { id, rallyId, roomKey, authorId, deviceId, clientId, authorName, authorRole, regionPath, text };
}
