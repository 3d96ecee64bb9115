import { Injectable, type OnModuleInit } from '@nestjs/common';
import type {
  ChatRoomView,
  ChatSettings,
  ChatView,
  ConfigureChatDto,
  EnterChatDto,
  MessageView,
  OlderMessagesDto,
  SendMessageDto,
  ShieldDto,
} from '@sammelan/shared/chat/chat.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import { Connections } from '../realtime/connections.js';
import { rooms } from '../realtime/rooms.js';
import type { AppSocket } from '../realtime/socket.js';
import { ChatService } from './chat.service.js';

@Injectable()
export class ChatGateway implements OnModuleInit {
  constructor(
    private readonly chat: ChatService,
    private readonly connections: Connections,
  ) {}

  onModuleInit(): void {
    this.connections.onRegranted((socket) => this.leaveForeign(socket));
  }

  @OnCommand('chat:enter', 'chat.read')
  async enter(socket: AppSocket, dto: EnterChatDto): Promise<ChatView> {
    const room = await this.chat.room(socket.data, dto);
    // First in, then the view: whatever is sent from here on is newer than the view.
    takePlace(socket, room.key);
    // Powers may have changed while the room was opened.
    this.leaveForeign(socket);
    return this.chat.view(socket.data, room, dto.afterSeq);
  }

  @OnCommand('chat:older', 'chat.read')
  older({ data }: AppSocket, dto: OlderMessagesDto): Promise<{ messages: MessageView[]; hasOlder: boolean }> {
    return this.chat.older(data, dto);
  }

  @OnCommand('chat:send', 'chat.send')
  send({ data }: AppSocket, dto: SendMessageDto): Promise<MessageView> {
    return this.chat.send(data, dto);
  }

  @OnCommand('chat:configure', 'chat.moderate')
  configure({ data }: AppSocket, dto: ConfigureChatDto): Promise<ChatSettings> {
    return this.chat.configure(data, dto);
  }

  @OnCommand('chat:shield', 'chat.moderate')
  shield({ data }: AppSocket, { on }: ShieldDto): Promise<ChatSettings> {
    return this.chat.shield(data, on);
  }

  @OnCommand('chat:rooms', 'chat.moderate')
  rooms({ data }: AppSocket): Promise<ChatRoomView[]> {
    return this.chat.list(data);
  }

  /** Puts a socket out of the rooms of regions that are not its own and that it may not moderate any more. */
  private leaveForeign(socket: AppSocket): void {
    const top = rooms.chat(socket.data.rallyId, '');
    for (const name of socket.rooms) {
      if (name.startsWith(top) && !this.chat.mayStay(socket.data, name.slice(top.length))) void socket.leave(name);
    }
    this.takeEarlyPlaces(socket);
  }

  /** Moderators are in the early room of each room that they are in, and nobody else is. */
  private takeEarlyPlaces(socket: AppSocket): void {
    const { rallyId } = socket.data;
    const [top, early] = [rooms.chat(rallyId, ''), rooms.chatEarly(rallyId, '')];
    for (const name of [...socket.rooms]) {
      if (name.startsWith(early) && !socket.rooms.has(top + name.slice(early.length))) void socket.leave(name);
      if (!name.startsWith(top)) continue;
      const key = name.slice(top.length);
      if (this.chat.seesEarly(socket.data, key)) void socket.join(early + key);
      else if (socket.rooms.has(early + key)) void socket.leave(early + key);
    }
  }
}

/** Joins the room; whoever enters a region's room leaves the one of another region. */
function takePlace(socket: AppSocket, key: string): void {
  const { rallyId } = socket.data;
  const rallyRoom = rooms.chat(rallyId, '/');
  const name = rooms.chat(rallyId, key);
  if (name !== rallyRoom) {
    for (const other of socket.rooms) {
      if (other.startsWith(rallyRoom) && other !== rallyRoom && other !== name) void socket.leave(other);
    }
  }
  void socket.join(name);
}
