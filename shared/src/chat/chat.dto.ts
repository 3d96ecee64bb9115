import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsId, IsProse } from '../contract/fields.js';
import type { Role } from '../access/access.rules.js';
import { chatAudiences, type ChatAudience } from '../rallies/rallies.dto.js';
import { maxMessageLength } from './chat.rules.js';

/** `rally`: everybody. `region`: those of the caller's own region. */
export const chatRooms = ['rally', 'region'] as const;
export type ChatRoom = (typeof chatRooms)[number];

/** Enters a room, or comes back to it: with `afterSeq` only what came since (or, if that is too much, the last 100). */
export class EnterChatDto {
  @IsIn(chatRooms)
  room!: ChatRoom;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  afterSeq?: number;
}

export class OlderMessagesDto {
  @IsIn(chatRooms)
  room!: ChatRoom;

  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  beforeSeq!: number;
}

export class SendMessageDto {
  @IsIn(chatRooms)
  room!: ChatRoom;

  /** The sender's own id for the message: a retry under the same id posts nothing twice. */
  @IsId()
  clientId!: string;

  @IsProse(maxMessageLength)
  text!: string;
}

/** What the desk may set; what is left out stays. */
export class ConfigureChatDto {
  /** Seconds between two messages of one person; 0 is off. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(300)
  slowSeconds?: number;

  @IsOptional()
  @IsBoolean()
  paused?: boolean;

  @IsOptional()
  @IsBoolean()
  linksAllowed?: boolean;

  @IsOptional()
  @IsIn(chatAudiences)
  audience?: ChatAudience;
}

export interface MessageView {
  id: string;
  /** The sender's own id for it; how a sender knows its pending message in a broadcast. */
  clientId: string;
  /** Increases by one per message of its room; a gap means something was missed. */
  seq: number;
  authorId: string;
  authorName: string;
  /** The author's role where it is more than a viewer's. */
  authorRole: Role | null;
  regionName: string;
  text: string;
  at: string;
  /** A removed message keeps its place in the sequence and loses its text. */
  removed: boolean;
}

export interface ChatSettings {
  slowSeconds: number;
  paused: boolean;
  linksAllowed: boolean;
  audience: ChatAudience;
}

export interface ChatView {
  /** The room's key in events: `/` for the rally's room, a region's path for a region's. */
  key: string;
  regionName: string | null;
  messages: MessageView[];
  /** True where messages older than the first are stored. */
  hasOlder: boolean;
  /** True where `afterSeq` was too long ago: what the client holds is to be thrown away. */
  restarted: boolean;
  lastSeq: number;
  settings: ChatSettings;
  pinned: MessageView | null;
  /** ISO time until which the caller may not write; null where they may. */
  mutedUntil: string | null;
}
