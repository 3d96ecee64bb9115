import { command, EmptyDto } from '../contract/contract.js';
import {
  type ChatRoomView,
  type ChatSettings,
  type ChatView,
  ConfigureChatDto,
  EnterChatDto,
  type MessageView,
  type MutedUntil,
  OlderMessagesDto,
  SendMessageDto,
  ShieldDto,
} from './chat.dto.js';

export const chatCommands = {
  'chat:enter': command(EnterChatDto).returns<ChatView>(),
  'chat:older': command(OlderMessagesDto).returns<{ messages: MessageView[]; hasOlder: boolean }>(),
  /** Acked once stored; `held` says that it waits for a moderator. */
  'chat:send': command(SendMessageDto).returns<MessageView>(),
  'chat:configure': command(ConfigureChatDto).returns<ChatSettings>(),
  /** Puts the shield up, or takes it down and brings back exactly what was set before. */
  'chat:shield': command(ShieldDto).returns<ChatSettings>(),
  /** Moderators: the regions' rooms of their subtree that have messages. */
  'chat:rooms': command(EmptyDto).returns<ChatRoomView[]>(),
};

export interface ChatEvents {
  /** One frame per room and tick; messages in the order of their sequence numbers. */
  'chat:posted': (frame: { key: string; messages: MessageView[] }) => void;
  'chat:removed': (gone: { key: string; ids: string[] }) => void;
  'chat:configured': (settings: ChatSettings) => void;
  'chat:pinned': (pin: { key: string; message: MessageView | null }) => void;
  /** To its author: what became of a held message. Approved, it comes in a frame, under the same client id. */
  'chat:decided': (decision: { clientId: string; approved: boolean }) => void;
  /** To one person: until when they may not write (null: they may again). */
  'chat:muted': (mute: { until: MutedUntil | null }) => void;
}
