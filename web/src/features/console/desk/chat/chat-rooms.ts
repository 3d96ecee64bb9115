import type { ChatRoomView } from '@sammelan/shared/chat/chat.dto.js';
import { Cell, type Store } from '../../../../app/store.js';
import type { Connection } from '../../../../realtime/connection.js';
import { ChatRoom } from '../../../chat/chat-room.js';

/** The rally's room and, as they are looked at, those of regions. */
export class ChatRooms {
  private readonly shownCell: Cell<ChatRoom>;
  /** The room that is read now. */
  readonly shown: Store<ChatRoom>;
  private readonly rally: ChatRoom;
  private region: ChatRoom | null = null;

  constructor(private readonly connection: Connection) {
    this.rally = new ChatRoom(connection, 'rally');
    this.rally.open();
    this.shownCell = new Cell(this.rally);
    this.shown = this.shownCell;
  }

  /** Regions' rooms that have messages, of the caller's subtree. @throws AppError */
  regions(): Promise<ChatRoomView[]> {
    return this.connection.send('chat:rooms', {});
  }

  /** Goes to a room by its key; `/` is the rally's. */
  show(key: string): void {
    this.region?.close();
    this.region = key === '/' ? null : new ChatRoom(this.connection, 'region', key);
    this.region?.open();
    this.shownCell.set(this.region ?? this.rally);
  }

  close(): void {
    this.region?.close();
    this.rally.close();
  }
}
