import { Injectable, type OnModuleInit } from '@nestjs/common';
import { highestRole } from '@sammelan/shared/access/access.rules.js';
import type { AuditAction } from '@sammelan/shared/audit/audit.dto.js';
import type { BanDto, MuteDto, PinMessageDto, SilencedView } from '@sammelan/shared/moderation/moderation.dto.js';
import type { RallyCaller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { ChatRoomsService } from '../chat/chat-rooms.service.js';
import { ChatService } from '../chat/chat.service.js';
import { PhonesService } from '../phones/phones.service.js';
import { Admission } from '../realtime/admission.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Connections } from '../realtime/connections.js';
import { HoldQueueService } from './hold-queue.service.js';
import { BannedError } from './moderation.errors.js';
import { ModerationRepository } from './moderation.repository.js';
import { type Silence, SilenceBook } from './silence-book.js';
import { SilenceNews } from './silence-news.service.js';
import { SubjectsService } from './subjects.service.js';

/**
 * What moderators do. Each act is stored first, then takes effect everywhere at once, then is on the audit list; whom they
 * may act on, `SubjectsService` says.
 */
@Injectable()
export class ModerationService implements OnModuleInit {
  constructor(
    private readonly repository: ModerationRepository,
    private readonly rooms: ChatRoomsService,
    private readonly subjects: SubjectsService,
    private readonly book: SilenceBook,
    private readonly chat: ChatService,
    private readonly connections: Connections,
    private readonly broadcaster: Broadcaster,
    private readonly news: SilenceNews,
    private readonly admission: Admission,
    private readonly holds: HoldQueueService,
    private readonly phones: PhonesService,
    private readonly audit: AuditService,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const silence of await this.repository.inForce()) this.book.set(silence);
    for (const { rallyId, identityId, leftMs } of await this.repository.ruleMutes()) {
      this.book.muteByRule(rallyId, identityId, Date.now() + leftMs);
    }
    this.chat.muteBy((rallyId, identityId) => this.book.mutedUntil(rallyId, identityId, Date.now()));
    this.admission.check(async ({ caller, rally }) => {
      const one = { ...caller, rallyId: rally.id, organisationId: rally.organisationId };
      if (this.isBanned(one) || (await this.isPhoneBanned(one))) throw new BannedError();
    });
    // A ban that came between the handshake's check and the socket's entry found nobody to send out.
    this.connections.onEntered(({ data }) => {
      if (this.isBanned(data)) this.end(data, (one) => this.isBanned(one));
      else if (this.book.bansPhones(data.rallyId)) void this.endIfPhoneBanned(data);
    });
    this.phones.onConfirmed((identityId, phoneId) => {
      const inside = this.connections.of(identityId).map(({ data }) => data);
      for (const one of inside) if (this.book.isPhoneBanned(one.rallyId, phoneId) && !holdsRole(one)) this.end(one);
    });
  }

  /** Takes a message's text away for good. */
  async remove(caller: RallyCaller, messageId: string): Promise<void> {
    const message = await this.subjects.message(caller, messageId);
    await this.rooms.remove([message], caller.identityId);
    const { authorId, roomKey, seq } = message;
    await this.record(caller, 'moderation.remove', message.authorName ?? authorId, {
      messageId,
      authorId,
      roomKey,
      seq,
    });
  }

  async mute(caller: RallyCaller, { identityId, length }: MuteDto): Promise<SilencedView> {
    const person = await this.subjects.person(caller, identityId);
    const silence = await this.repository.mute(person, length === 'rally' ? null : length);
    return this.apply(caller, 'moderation.mute', silence, { length });
  }

  async unmute(caller: RallyCaller, identityId: string): Promise<SilencedView> {
    const person = await this.subjects.person(caller, identityId);
    await this.repository.forgetRuleMute(caller.rallyId, identityId);
    this.book.forgetRuleMute(caller.rallyId, identityId);
    return this.apply(caller, 'moderation.unmute', await this.repository.mute(person, 0));
  }

  /**
   * Sends somebody out, with their devices, and keeps them out. The reason is kept with the ban and goes with it: what is on the
   * audit list stays for ever.
   */
  async ban(caller: RallyCaller, { identityId, reason, removeMessages }: BanDto): Promise<SilencedView> {
    const person = await this.subjects.person(caller, identityId);
    const silence = await this.repository.ban(person, reason ?? null);
    this.book.set(silence);
    const phoneMates = new Set((await Promise.all(silence.phoneIds.map((id) => this.phones.identitiesOf(id)))).flat());
    const goes = (one: RallyCaller): boolean =>
      this.isBanned(one) || (phoneMates.has(one.identityId) && !holdsRole(one));
    this.connections.end(caller.rallyId, 'banned', goes);
    await this.holds.denyAllOf(caller.rallyId, identityId, caller.identityId);
    const removed = removeMessages ? await this.rooms.removeAllOf(caller.rallyId, identityId, caller.identityId) : 0;
    return this.apply(caller, 'moderation.ban', silence, { hasReason: Boolean(reason), removed });
  }

  async unban(caller: RallyCaller, identityId: string): Promise<SilencedView> {
    const person = await this.subjects.person(caller, identityId);
    return this.apply(caller, 'moderation.unban', await this.repository.unban(person));
  }

  async pin(caller: RallyCaller, { messageId, key = '/' }: PinMessageDto): Promise<void> {
    if (messageId === null) return this.unpin(caller, key);
    const message = await this.subjects.message(caller, messageId);
    await this.rooms.pin(caller.rallyId, message.roomKey, message);
    const { roomKey, authorId } = message;
    await this.record(caller, 'moderation.pin', message.authorName ?? authorId, { messageId, roomKey });
  }

  /** Everyone whom something holds for, of those the caller may act on. */
  async list(caller: RallyCaller): Promise<SilencedView[]> {
    const now = Date.now();
    const mine = await this.subjects.within(caller, this.book.list(caller.rallyId, now));
    return mine.map((silence) => this.book.view(silence, now));
  }

  private async unpin(caller: RallyCaller, key: string): Promise<void> {
    const { pinned } = await this.rooms.open(caller.rallyId, key);
    if (!pinned) return;
    await this.subjects.message(caller, pinned.id);
    await this.rooms.pin(caller.rallyId, key, null);
    await this.record(caller, 'moderation.unpin', pinned.authorName ?? pinned.authorId, { messageId: pinned.id });
  }

  /** Everybody who has confirmed the phone of somebody banned, whichever device they come with. */
  private async isPhoneBanned(one: Omit<RallyCaller, 'region'>): Promise<boolean> {
    // Where no phone is banned, no handshake costs a look-up.
    if (!this.book.bansPhones(one.rallyId) || holdsRole(one)) return false;
    const phoneId = await this.phones.phoneIdOf(one.identityId);
    return phoneId !== null && this.book.isPhoneBanned(one.rallyId, phoneId);
  }

  /** Whoever holds a role in the rally is not kept out for a device that they share with somebody banned. */
  private isBanned(one: Omit<RallyCaller, 'region'>): boolean {
    if (this.book.isBanned(one.rallyId, one.identityId)) return true;
    return this.book.isDeviceBanned(one.rallyId, one.deviceId) && !holdsRole(one);
  }

  private async endIfPhoneBanned(one: RallyCaller): Promise<void> {
    // Where the database is away nobody is sent out for it; the next handshake asks again.
    if (await this.isPhoneBanned(one).catch(() => false)) this.end(one);
  }

  /** Sends one person out of the rally they are in, with every tab and transport. */
  private end({ rallyId, identityId }: RallyCaller, wanted: (one: RallyCaller) => boolean = () => true): void {
    this.connections.end(rallyId, 'banned', (one) => one.identityId === identityId && wanted(one));
  }

  private async apply(
    caller: RallyCaller,
    action: AuditAction,
    silence: Silence,
    details: Record<string, unknown> = {},
  ): Promise<SilencedView> {
    const { rallyId, identityId } = silence;
    this.book.set(silence);
    const view = this.book.view(silence, Date.now());
    this.broadcaster.toIdentity(rallyId, identityId, 'chat:muted', { until: view.mutedUntil });
    await this.news.silenced(silence);
    await this.record(caller, action, silence.name ?? identityId, { identityId, ...details });
    return view;
  }

  private record(
    caller: RallyCaller,
    action: AuditAction,
    subject: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record({ actor: caller, action, subject, details, rallyId: caller.rallyId });
  }
}

const holdsRole = (one: Omit<RallyCaller, 'region'>): boolean => highestRole(one.grants, one, Date.now()) !== null;
