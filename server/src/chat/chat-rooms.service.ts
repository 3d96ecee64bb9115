import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { historyPage, roomKeyOf } from '@sammelan/shared/chat/chat.rules.js';
import { Batcher } from '../database/batcher.js';
import { retrying } from '../database/retrying.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { RallyFiguresService } from '../rallies/rally-figures.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Paced } from '../realtime/paced.js';
import { rooms } from '../realtime/rooms.js';
import { RegionsService } from '../regions/regions.service.js';
import type { ChatMessage } from './chat-message.entity.js';
import { ChatSettingsService } from './chat-settings.service.js';
import { ChatRepository, type Doings, type NewMessage } from './chat.repository.js';
import { keptRemovals, RoomLog } from './room-log.js';

/** From the end of one frame to the next in a busy room; with the writing itself it is the tick of a tenth of a second. */
const tickMs = 90;

/** Messages in one commit. */
const maxBatch = 500;

/** A sender sees "sending…" for as long as the database is away, and is told to try again after this. */
const patienceMs = 60_000;

/** Level of the regions that have rooms: districts, so that the people of a district's blocks meet in one room. */
const roomLevel = 1;

/** A message with what is not for everyone's eyes. */
export type StoredMessage = ChatMessage;

export type { NewMessage };

/** A room that somebody has entered since the server started. */
export interface LiveRoom {
  readonly rallyId: string;
  readonly key: string;
  readonly log: RoomLog;
  readonly frames: Paced;
  /** When messages came that the room waits for, where moderators see them earlier: up to which number, at which moment. */
  readonly arrivals: { seq: number; at: number }[];
  pinned: MessageView | null;
}

/** The rooms of the chat as they are now: stores what is posted, keeps the newest in memory, sends frames. */
@Injectable()
export class ChatRoomsService implements OnModuleInit {
  private readonly rallies = new Map<string, Map<string, Promise<LiveRoom>>>();
  private readonly catchingUp = new Map<LiveRoom, Promise<void>>();
  private readonly posting = new Map<string, Promise<MessageView>>();
  private readonly insert: (messages: NewMessage[]) => Promise<ChatMessage[]>;
  private readonly batcher = new Batcher<NewMessage, MessageView>((messages) => this.store(messages), {
    maxBatch,
    // One at a time, so that frames follow the sequence numbers.
    lanes: 1,
  });
  private readonly posted: { add(count?: number): void };

  constructor(
    private readonly repository: ChatRepository,
    private readonly settings: ChatSettingsService,
    private readonly regions: RegionsService,
    private readonly broadcaster: Broadcaster,
    private readonly ralliesService: RalliesService,
    private readonly figures: RallyFiguresService,
    private readonly organisation: OrganisationService,
    metrics: MetricsService,
  ) {
    // Another process may have posted the same message: the next try finds it.
    this.insert = retrying((messages) => this.repository.post(messages), { patienceMs, againOn: ['23505'] });
    this.posted = metrics.counter('chat_messages_total', 'Chat messages stored.');
    metrics.gauge('chat_waiting', 'Chat messages that wait to be stored.', () => this.batcher.depth);
  }

  onModuleInit(): void {
    this.figures.contribute(async ({ id }) => ({ messages: await this.repository.countOf(id) }));
    this.ralliesService.onMoved(({ id, state }) => {
      if (state === 'archived') this.rallies.delete(id);
    });
  }

  /** The room, from the database the first time. */
  open(rallyId: string, key: string): Promise<LiveRoom> {
    const ofRally = this.rallies.get(rallyId) ?? new Map<string, Promise<LiveRoom>>();
    this.rallies.set(rallyId, ofRally);
    const known = ofRally.get(key);
    if (known) return known;
    const loading = this.load(rallyId, key);
    ofRally.set(key, loading);
    loading.catch(() => ofRally.delete(key));
    return loading;
  }

  /** Resolves once the message is stored, with what is stored under its client id; sent twice, it is posted once. */
  post(message: NewMessage): Promise<MessageView> {
    const once = `${message.rallyId} ${message.authorId} ${message.clientId}`;
    const underWay = this.posting.get(once);
    if (underWay) return underWay;
    const posting = this.batcher.add(message).finally(() => this.posting.delete(once));
    this.posting.set(once, posting);
    return posting;
  }

  /** Fetches what another process has posted to the room; once for all who ask meanwhile. */
  catchUp(room: LiveRoom): Promise<void> {
    let underWay = this.catchingUp.get(room);
    if (!underWay) {
      underWay = this.fetchNews(room).finally(() => this.catchingUp.delete(room));
      this.catchingUp.set(room, underWay);
    }
    return underWay;
  }

  async before(room: LiveRoom, seq: number): Promise<MessageView[]> {
    const found = await this.repository.before(room.rallyId, room.key, seq, historyPage);
    return found.map((message) => this.view(message));
  }

  find(id: string): Promise<ChatMessage | null> {
    return this.repository.byIds([id]).then(([message]) => message ?? null);
  }

  lastOf(rallyId: string, authorId: string): Promise<ChatMessage | null> {
    return this.repository.lastOf(rallyId, authorId);
  }

  /** What was said in the rally's own room in a stretch of time and still stands, oldest first. */
  async during(rallyId: string, from: Date, to: Date, limit: number): Promise<MessageView[]> {
    const found = await this.repository.during(rallyId, '/', from, to, limit);
    return found.map((message) => this.view(message));
  }

  /** The last messages of a rally, in all its rooms, that were let stand; the newest first. */
  lastIn(rallyId: string, limit: number): Promise<ChatMessage[]> {
    return this.repository.lastIn(rallyId, limit);
  }

  /** What each wrote last in a rally within this time, and how long ago. */
  lastTurns(rallyId: string, withinMs: number): Promise<{ authorId: string; clientId: string; agoMs: number }[]> {
    return this.repository.lastTurns(rallyId, withinMs);
  }

  /** What somebody wrote last in a rally, the newest first, and how much in all. */
  async doingsOf(rallyId: string, authorId: string, limit: number): Promise<{ last: ChatMessage[]; counts: Doings }> {
    const [last, counts] = await Promise.all([
      this.repository.lastOfAuthor(rallyId, authorId, limit),
      this.repository.doingsOf(rallyId, authorId),
    ]);
    return { last, counts };
  }

  /** Takes the text of messages away: from the database, from memory, from every screen. */
  async remove(messages: readonly ChatMessage[], by: string): Promise<void> {
    await this.repository.remove(
      messages.map(({ id }) => id),
      by,
    );
    for (const [first, ...others] of byRoom(messages)) {
      const room = await this.open(first.rallyId, first.roomKey);
      const removals = [first, ...others].map(({ id, seq }) => ({ id, seq }));
      const ids = removals.map(({ id }) => id);
      room.log.remove(removals);
      if (room.pinned && ids.includes(room.pinned.id)) this.setPin(room, null);
      this.broadcaster.toRoom(rooms.chat(room.rallyId, room.key), 'chat:removed', { key: room.key, ids });
    }
  }

  async removeAllOf(rallyId: string, authorId: string, by: string): Promise<number> {
    const ids = await this.repository.idsOf(rallyId, authorId);
    if (ids.length > 0) await this.remove(await this.repository.byIds(ids), by);
    return ids.length;
  }

  /** Puts a message over its room's chat, or takes the pin away. */
  async pin(rallyId: string, key: string, message: ChatMessage | null): Promise<void> {
    const room = await this.open(rallyId, key);
    await this.repository.pin(rallyId, key, message?.id ?? null);
    this.setPin(room, message && this.view(message));
  }

  /** Keys of the rooms that have messages, with the number of the last one. */
  async keys(rallyId: string): Promise<{ key: string; lastSeq: number }[]> {
    return (await this.repository.rooms(rallyId)).map(({ key, lastSeq }) => ({ key, lastSeq }));
  }

  /** Key of the room where people of this region meet; null where the region lies above all rooms. */
  keyFor(regionPath: string): string | null {
    return roomKeyOf(regionPath, Math.min(roomLevel, this.organisation.get().levels.length - 1));
  }

  view(message: ChatMessage): MessageView {
    const { id, clientId, seq, authorId, authorName, authorRole, regionPath, text, at, removedAt } = message;
    return {
      id,
      clientId,
      seq,
      authorId,
      authorName,
      authorRole,
      regionName: regionPath === null ? null : this.regions.name(this.keyFor(regionPath) ?? regionPath),
      text,
      at: at.toISOString(),
      removed: removedAt !== null,
    };
  }

  private async load(rallyId: string, key: string): Promise<LiveRoom> {
    const row = await this.repository.room(rallyId, key);
    const newest = await this.repository.before(rallyId, key, Number.MAX_SAFE_INTEGER, historyPage);
    const pinned = row.pinnedId === null ? null : await this.find(row.pinnedId);
    const removals = await this.repository.removals(rallyId, key, keptRemovals);
    const log = new RoomLog(
      newest.map((message) => this.view(message)),
      removals,
    );
    const name = rooms.chat(rallyId, key);
    const frames: Paced = new Paced(() => {
      const upTo = this.dueSeq(room);
      const messages = log.announce(upTo);
      if (messages.length > 0) this.broadcaster.toRoom(name, 'chat:posted', { key, messages });
    }, tickMs);
    const room: LiveRoom = { rallyId, key, log, frames, arrivals: [], pinned: pinned && this.view(pinned) };
    return room;
  }

  /** Up to which message everyone may see now; those that must wait go to the moderators. */
  private dueSeq({ rallyId, key, log, frames, arrivals }: LiveRoom): number {
    const delayMs = this.settings.delayMs(rallyId);
    if (delayMs === 0) {
      arrivals.length = 0;
      return log.lastSeq;
    }
    const messages = log.announceEarly();
    if (messages.length > 0) this.broadcaster.toRoom(rooms.chatEarly(rallyId, key), 'chat:posted', { key, messages });
    const now = performance.now();
    let due = log.announcedSeq;
    while (arrivals[0] && arrivals[0].at + delayMs <= now) due = (arrivals.shift() as { seq: number }).seq;
    if (arrivals[0]) setTimeout(() => frames.request(), arrivals[0].at + delayMs - now).unref();
    return due;
  }

  private async store(messages: NewMessage[]): Promise<MessageView[]> {
    const stored = await this.insert(messages);
    const fresh = stored.filter(({ id }, index) => id === messages[index]?.id);
    for (const ofRoom of byRoom(fresh)) {
      await this.take(await this.open(ofRoom[0].rallyId, ofRoom[0].roomKey), ofRoom);
    }
    return stored.map((message) => this.view(message));
  }

  private async take(room: LiveRoom, messages: [ChatMessage, ...ChatMessage[]]): Promise<void> {
    if (messages[0].seq > room.log.lastSeq + 1) await this.fetch(room, messages[0].seq - 1);
    room.log.append(messages.map((message) => this.view(message)));
    this.noteArrival(room);
    room.frames.request();
    this.posted.add(messages.length);
  }

  private noteArrival({ rallyId, log, arrivals }: LiveRoom): void {
    if (this.settings.delayMs(rallyId) > 0) arrivals.push({ seq: log.lastSeq, at: performance.now() });
  }

  private async fetchNews(room: LiveRoom): Promise<void> {
    await this.fetch(room, Number.MAX_SAFE_INTEGER);
    this.noteArrival(room);
    room.frames.request();
  }

  private async fetch(room: LiveRoom, toSeq: number): Promise<void> {
    const missing = await this.repository.between(room.rallyId, room.key, room.log.lastSeq + 1, toSeq);
    room.log.append(missing.map((message) => this.view(message)));
  }

  private setPin(room: LiveRoom, message: MessageView | null): void {
    room.pinned = message;
    this.broadcaster.toRoom(rooms.chat(room.rallyId, room.key), 'chat:pinned', { key: room.key, message });
  }
}

/** The messages of each room, in the order given. */
function byRoom(messages: readonly ChatMessage[]): Iterable<[ChatMessage, ...ChatMessage[]]> {
  const found = new Map<string, [ChatMessage, ...ChatMessage[]]>();
  for (const message of messages) {
    const room = `${message.rallyId} ${message.roomKey}`;
    const others = found.get(room);
    if (others) others.push(message);
    else found.set(room, [message]);
  }
  return found.values();
}
