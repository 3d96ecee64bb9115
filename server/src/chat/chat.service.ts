import { Injectable } from '@nestjs/common';
import { covers, highestRole, type Target } from '@sammelan/shared/access/access.rules.js';
import type {
  ChatRoom,
  ChatRoomView,
  ChatSettings,
  ChatView,
  ConfigureChatDto,
  MessageView,
  MutedUntil,
  OlderMessagesDto,
  SendMessageDto,
} from '@sammelan/shared/chat/chat.dto.js';
import { tidyText } from '@sammelan/shared/chat/chat.rules.js';
import { PayloadError } from '@sammelan/shared/contract/parse.js';
import { isChatOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { v7 as uuid } from 'uuid';
import { ForbiddenError, NotFoundError } from '../access/access.errors.js';
import type { RallyCaller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { AuditService } from '../audit/audit.service.js';
import { InvitesService } from '../invites/invites.service.js';
import { PhonesService } from '../phones/phones.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { ChatRoomsService, type LiveRoom, type NewMessage } from './chat-rooms.service.js';
import { ChatSettingsService } from './chat-settings.service.js';
import {
  ChatClosedError,
  ChatMutedError,
  ChatNotAllowedError,
  ChatRegionMissingError,
  ChatSlowError,
} from './chat.errors.js';
import { longestWaitMs, SlowMode } from './slow-mode.js';

type MutedUntilOf = (rallyId: string, identityId: string) => MutedUntil | null;

/** What the feature that judges messages does: gives the message as held, null where it may be posted, or throws. */
export interface Screen {
  judge(caller: RallyCaller, message: NewMessage, settings: ChatSettings): Promise<MessageView | null>;
  waiting(rallyId: string, authorId: string, roomKey: string): MessageView[];
}

/** Key of the rally's own room. */
const rallyKey = '/';

/** Who may read and write where, and what becomes of a message. */
@Injectable()
export class ChatService {
  private readonly slowMode = new SlowMode();
  private readonly turnsResumed = new Map<string, Promise<void>>();
  private mutedUntil: MutedUntilOf = () => null;
  private screen: Screen = { judge: () => Promise.resolve(null), waiting: () => [] };

  constructor(
    private readonly rooms: ChatRoomsService,
    private readonly settings: ChatSettingsService,
    private readonly rallies: RalliesService,
    private readonly regions: RegionsService,
    private readonly invites: InvitesService,
    private readonly phones: PhonesService,
    private readonly callers: CallersService,
    private readonly audit: AuditService,
  ) {}

  /** The feature that mutes people says who is muted. */
  muteBy(mutedUntil: MutedUntilOf): void {
    this.mutedUntil = mutedUntil;
  }

  /** The feature that judges messages. */
  screenBy(screen: Screen): void {
    this.screen = screen;
  }

  /**
   * The room as the caller names it.
   * @throws ChatRegionMissingError where the caller has no region's room; ForbiddenError where it is not theirs to name
   */
  room(caller: RallyCaller, { room, key }: { room: ChatRoom; key?: string }): Promise<LiveRoom> {
    return this.rooms.open(caller.rallyId, this.keyOf(caller, room, key));
  }

  /** What somebody sees who enters the room, or comes back to it with the number of the last message they hold. */
  async view(caller: RallyCaller, room: LiveRoom, afterSeq?: number): Promise<ChatView> {
    if (afterSeq !== undefined && afterSeq > room.log.lastSeq) await this.rooms.catchUp(room);
    const settings = await this.settings.of(caller.rallyId);
    const { messages, removed, restarted } = room.log.recent(afterSeq, this.seesEarly(caller, room.key));
    return {
      key: room.key,
      regionName: room.key === rallyKey ? null : this.regions.name(room.key),
      messages,
      removed,
      hasOlder: (messages[0]?.seq ?? 1) > 1,
      restarted,
      lastSeq: messages.at(-1)?.seq ?? afterSeq ?? 0,
      settings,
      pinned: room.pinned,
      waiting: this.screen.waiting(caller.rallyId, caller.identityId, room.key),
      mutedUntil: this.mutedUntil(caller.rallyId, caller.identityId),
    };
  }

  async older(caller: RallyCaller, dto: OlderMessagesDto): Promise<{ messages: MessageView[]; hasOlder: boolean }> {
    const room = await this.room(caller, dto);
    // What moderators see earlier is nobody else's history yet.
    const end = this.seesEarly(caller, room.key) ? dto.beforeSeq : Math.min(dto.beforeSeq, room.log.announcedSeq + 1);
    const messages = await this.rooms.before(room, end);
    return { messages, hasOlder: (messages[0]?.seq ?? 1) > 1 };
  }

  /** Stores a message and, once it is stored, gives it back; everyone in the room gets it with the next frame. */
  async send(caller: RallyCaller, dto: SendMessageDto): Promise<MessageView> {
    const text = tidyText(dto.text);
    if (text === '') throw new PayloadError({ text: ['must not be empty'] });
    const room = await this.room(caller, dto);
    const { clientId } = dto;
    const known = room.log.byClientId(caller.identityId, clientId);
    if (known) return known;
    const { rallyId, identityId, deviceId, name, region } = caller;
    const person = personIn(rallyId, identityId);
    const moderates = this.callers.may(caller, 'chat.moderate', whereabouts(caller));
    if (!moderates) await this.demandTurn(caller, room, person, clientId);
    const message = {
      id: uuid(),
      rallyId,
      roomKey: room.key,
      authorId: identityId,
      deviceId,
      clientId,
      authorName: name,
      authorRole: highestRole(caller.grants, whereabouts(caller), Date.now()),
      regionPath: region?.path ?? null,
      text,
    };
    const held = moderates ? null : await this.screen.judge(caller, message, await this.settings.of(rallyId));
    if (held) return held;
    return this.rooms.post(message).catch((error: unknown) => {
      this.slowMode.giveBack(person, clientId);
      throw error;
    });
  }

  /** One tap against a raid, one tap back. */
  async shield(caller: RallyCaller, on: boolean): Promise<ChatSettings> {
    await this.demandWholeRally(caller);
    await this.beginTurns(caller.rallyId);
    const settings = await this.settings.shield(caller.rallyId, on);
    const action = on ? 'chat.shield' : 'chat.unshield';
    await this.audit.record({ actor: caller, action, subject: 'chat', rallyId: caller.rallyId });
    return settings;
  }

  async configure(caller: RallyCaller, change: ConfigureChatDto): Promise<ChatSettings> {
    await this.demandWholeRally(caller);
    await this.beginTurns(caller.rallyId);
    const settings = await this.settings.change(caller.rallyId, change);
    await this.audit.record({
      actor: caller,
      action: 'chat.configure',
      subject: 'chat',
      details: { ...change },
      rallyId: caller.rallyId,
    });
    return settings;
  }

  /** The regions' rooms that have messages and lie within the caller's power. */
  async list(caller: RallyCaller): Promise<ChatRoomView[]> {
    const all = await this.rooms.keys(caller.rallyId);
    return all
      .filter(({ key }) => key !== rallyKey && this.mayModerate(caller, key))
      .map(({ key, lastSeq }) => ({ key, regionName: this.regions.name(key), lastSeq }));
  }

  /** Whether somebody who is in the room of this key may stay in it: the rally's, their own region's, or one they moderate. */
  mayStay(caller: RallyCaller, key: string): boolean {
    const own = caller.region && this.rooms.keyFor(caller.region.path);
    return key === rallyKey || key === own || this.mayModerate(caller, key);
  }

  /** Whether the caller sees the messages of a room before everyone else, where the desk says so. */
  seesEarly(caller: RallyCaller, key: string): boolean {
    return key === rallyKey
      ? this.callers.may(caller, 'chat.moderate', whereabouts(caller))
      : this.mayModerate(caller, key);
  }

  private keyOf(caller: RallyCaller, room: ChatRoom, named: string | undefined): string {
    if (room === 'rally') return rallyKey;
    if (named !== undefined) return this.namedKey(caller, named);
    const key = caller.region && this.rooms.keyFor(caller.region.path);
    if (!key) throw new ChatRegionMissingError();
    return key;
  }

  private namedKey(caller: RallyCaller, key: string): string {
    if (!this.mayModerate(caller, key)) throw new ForbiddenError();
    const isRoom = this.regions.byPath(key)?.path === key && this.rooms.keyFor(key) === key;
    if (!isRoom) throw new NotFoundError('room');
    return key;
  }

  private mayModerate(caller: RallyCaller, regionPath: string): boolean {
    return this.callers.may(caller, 'chat.moderate', { ...whereabouts(caller), regionPath });
  }

  private async demandWholeRally(caller: RallyCaller): Promise<void> {
    const { regionPath } = await this.rallies.get(caller.rallyId);
    if (!this.mayModerate(caller, regionPath)) throw new ForbiddenError();
  }

  /** Whether somebody may be heard by all at all. @throws ChatMutedError, ChatNotAllowedError */
  async demandVoice(caller: RallyCaller): Promise<void> {
    if (this.callers.may(caller, 'chat.moderate', whereabouts(caller))) return;
    this.demandUnmuted(caller);
    if (!(await this.isOfAudience(caller))) throw new ChatNotAllowedError();
  }

  private demandUnmuted({ rallyId, identityId }: RallyCaller): void {
    const muted = this.mutedUntil(rallyId, identityId);
    if (muted !== null) throw new ChatMutedError(muted);
  }

  /** @throws AppError saying why this citizen may not write now */
  private async demandTurn(caller: RallyCaller, room: LiveRoom, person: string, clientId: string): Promise<void> {
    this.demandUnmuted(caller);
    const rally = await this.rallies.get(caller.rallyId);
    const { paused, slowSeconds, regionOnly, regionRoomsPaused } = await this.settings.of(caller.rallyId);
    if (paused || !isChatOpen(rally.state)) throw new ChatClosedError();
    if (regionRoomsPaused && room.key !== rallyKey) throw new ChatClosedError();
    if (regionOnly && !caller.region?.path.startsWith(rally.regionPath)) throw new ChatRegionMissingError();
    if (!(await this.isOfAudience(caller))) throw new ChatNotAllowedError();
    if (slowSeconds === 0) return;
    await this.resumeTurns(caller.rallyId);
    const waitMs = this.slowMode.take(person, clientId, slowSeconds, performance.now());
    if (waitMs > 0) throw new ChatSlowError(waitMs);
  }

  /** Slow mode that was off takes up nothing: what was written before it was no turn. */
  private async beginTurns(rallyId: string): Promise<void> {
    const { slowSeconds } = await this.settings.of(rallyId);
    if (slowSeconds === 0) this.turnsResumed.set(rallyId, Promise.resolve());
  }

  /** Takes up whose turn was when, where a restart has cut it off: once for each rally. */
  private resumeTurns(rallyId: string): Promise<void> {
    const known = this.turnsResumed.get(rallyId);
    if (known) return known;
    const resuming = this.rooms.lastTurns(rallyId, longestWaitMs).then((turns) => {
      const now = performance.now();
      for (const { authorId, clientId, agoMs } of turns)
        this.slowMode.resume(personIn(rallyId, authorId), clientId, now - agoMs);
    });
    // Where the database is away nobody is stopped for it; the next message asks again.
    const done = resuming.catch(() => void this.turnsResumed.delete(rallyId));
    this.turnsResumed.set(rallyId, done);
    return done;
  }

  /** Whoever holds a role counts as invited and as verified. */
  private async isOfAudience(caller: RallyCaller): Promise<boolean> {
    const { audience } = await this.settings.of(caller.rallyId);
    if (audience === 'everyone') return true;
    const now = Date.now();
    if (caller.grants.some((grant) => covers(grant, whereabouts(caller), now))) return true;
    return audience === 'invited'
      ? this.invites.wasRedeemedBy(caller.rallyId, caller.identityId)
      : this.phones.isVerified(caller.identityId);
  }
}

const whereabouts = ({ organisationId, rallyId }: RallyCaller): Target => ({ organisationId, rallyId });

/** Under which slow mode knows somebody. */
const personIn = (rallyId: string, identityId: string): string => `${rallyId} ${identityId}`;
