import { Injectable } from '@nestjs/common';
import type { EventName, EventPayload } from '@sammelan/shared/socket-events.js';
import { rooms } from './rooms.js';
import type { AppServer } from './socket.js';

/** The only thing that emits events. A message is encoded once per room, never once per viewer. */
@Injectable()
export class Broadcaster {
  private server: AppServer | null = null;

  use(server: AppServer): void {
    this.server = server;
  }

  /** To every socket of this process. */
  toAll<E extends EventName>(event: E, payload: EventPayload<E>): void {
    (this.server as { emit(event: string, payload: unknown): boolean } | null)?.emit(event, payload);
  }

  /** To everyone in the rally. */
  toRally<E extends EventName>(rallyId: string, event: E, payload: EventPayload<E>): void {
    this.toRoom(rooms.rally(rallyId), event, payload);
  }

  /** To the organisers at the desk. */
  toDesk<E extends EventName>(rallyId: string, event: E, payload: EventPayload<E>): void {
    this.toRoom(rooms.desk(rallyId), event, payload);
  }

  /** To every tab of one person in the rally. */
  toIdentity<E extends EventName>(rallyId: string, identityId: string, event: E, payload: EventPayload<E>): void {
    this.toRoom(rooms.identity(rallyId, identityId), event, payload);
  }

  /** To a room named by `rooms`. */
  toRoom<E extends EventName>(room: string, event: E, payload: EventPayload<E>): void {
    // The event map ties payload to event; socket.io's own types cannot follow the generic.
    (this.server?.to(room) as { emit(event: string, payload: unknown): boolean } | undefined)?.emit(event, payload);
  }
}
