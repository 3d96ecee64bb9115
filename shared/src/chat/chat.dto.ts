import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { IsId, IsProse, IsRegionPath, MayBeLeftOut } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';
import type { Role } from '../access/access.rules.js';
import { chatAudiences, type ChatAudience } from '../rallies/rallies.dto.js';
import { maxDelaySeconds, maxMessageLength } from './chat.rules.js';

/** `rally`: everybody. `region`: those of the caller's own region. */
export const chatRooms = ['rally', 'region'] as const;
export type ChatRoom = (typeof chatRooms)[number];

/** Names a room as its people do; moderators may name any room of their subtree by its key. */
class RoomDto {
  @IsIn(chatRooms)
  room!: ChatRoom;

  /** With `region`, for moderators: this region's room rather than that of the caller's own region. */
  @MayBeLeftOut()
  @IsRegionPath()
  key?: string;
}

/** Enters a room, or comes back to it: with `afterSeq` only what came since (or, if that is too much, the last 100). */
export class EnterChatDto extends RoomDto {
  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  afterSeq?: number;
}

export class OlderMessagesDto extends RoomDto {
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  beforeSeq!: number;
}

export class SendMessageDto extends RoomDto {
  /** The sender's own id for the message: a retry under the same id posts nothing twice. */
  @IsId()
  clientId!: string;

  @IsProse(maxMessageLength)
  text!: string;
}

/** What the desk may set; what is left out stays. */
export class ConfigureChatDto {
  /** Seconds between two messages of one person; 0 is off. */
  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(300)
  slowSeconds?: number;

  @MayBeLeftOut()
  @IsBoolean()
  paused?: boolean;

  @MayBeLeftOut()
  @IsBoolean()
  linksAllowed?: boolean;

  @MayBeLeftOut()
  @IsIn(chatAudiences)
  audience?: ChatAudience;

  /** Every message waits for a moderator. */
  @MayBeLeftOut()
  @IsBoolean()
  holdAll?: boolean;

  /** Messages with addresses wait for a moderator, also where links are allowed. */
  @MayBeLeftOut()
  @IsBoolean()
  holdLinks?: boolean;

  /** Only people who said that they are from the rally's region may write. */
  @MayBeLeftOut()
  @IsBoolean()
  regionOnly?: boolean;

  /** The rooms of the regions take no messages; the rally's room does. */
  @MayBeLeftOut()
  @IsBoolean()
  regionRoomsPaused?: boolean;

  /** Seconds that moderators see a message before everyone else does. */
  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(maxDelaySeconds)
  delaySeconds?: number;
}

export class ShieldDto {
  @IsBoolean()
  on!: boolean;
}

export interface MessageView {
  id: string;
  /** The sender's own id for it; how a sender knows its pending message in a broadcast. */
  clientId: string;
  /** Increases by one per message of its room; a gap means something was missed. */
  seq: number;
  authorId: string;
  /** Null for one who goes by no name: show them as a guest, with `guestNumber(authorId)`. */
  authorName: string | null;
  /** The author's role where it is more than a viewer's. */
  authorRole: Role | null;
  /** The author's region, no finer than the level that has rooms of its own; null where they named none. */
  regionName: LocalText | null;
  text: string;
  at: string;
  /** A removed message keeps its place in the sequence and loses its text. */
  removed: boolean;
  /** Only ever to its author: it waits for a moderator, and has no place in the sequence yet (`seq` is 0). */
  held?: true;
}

export interface ChatSettings {
  slowSeconds: number;
  paused: boolean;
  linksAllowed: boolean;
  audience: ChatAudience;
  holdAll: boolean;
  holdLinks: boolean;
  regionOnly: boolean;
  regionRoomsPaused: boolean;
  delaySeconds: number;
  /** The shield is up: what the desk had set before comes back when it is lowered. */
  shielded: boolean;
}

export interface ChatView {
  /** The room's key in events: `/` for the rally's room, a region's path for a region's. */
  key: string;
  /** Null for the rally's room. */
  regionName: LocalText | null;
  messages: MessageView[];
  /** With `afterSeq`: ids of messages up to it that were removed, perhaps while the caller was away. */
  removed: string[];
  /** True where messages older than the first are stored. */
  hasOlder: boolean;
  /** True where `afterSeq` was too long ago: what the client holds is to be thrown away. */
  restarted: boolean;
  lastSeq: number;
  settings: ChatSettings;
  pinned: MessageView | null;
  /** The caller's own messages that wait for a moderator, oldest first. */
  waiting: MessageView[];
  /** Until when the caller may not write; null where they may. */
  mutedUntil: MutedUntil | null;
}

/** An ISO time, or `rally`: to the rally's end. */
export type MutedUntil = string;

/** A region's room that has messages, for moderators. */
export interface ChatRoomView {
  key: string;
  regionName: LocalText;
  lastSeq: number;
}
