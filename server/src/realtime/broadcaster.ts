import { Injectable } from '@nestjs/common';
import type { EventName, EventPayload } from '@sammelan/shared/socket-events.js';
import { Delivery } from './delivery.js';
import { EventFrame } from './event-frame.js';
import { rooms } from './rooms.js';
import type { AppServer } from './socket.js';

/** Events of which the next one makes up for a lost one: the first that slow clients are spared. */
const passingEvents: ReadonlySet<EventName> = new Set(['stage:levelled']);

/** The only thing that emits events. A message is encoded once per room, never once per viewer. */
@Injectable()
export class Broadcaster {
  private server: AppServer | null = null;

  constructor(private readonly delivery: Delivery) {}

  use(server: AppServer): void {
    this.server = server;
  }

  /** To every socket of this process. */
  toAll<E extends EventName>(event: E, payload: EventPayload<E>): void {
    this.send(this.server?.sockets.sockets.keys(), event, payload);
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
    this.send(this.server?.sockets.adapter.rooms.get(room), event, payload);
  }

  private send<E extends EventName>(socketIds: Iterable<string> | undefined, event: E, payload: EventPayload<E>): void {
    if (!socketIds || !this.server) return;
    const { sockets } = this.server.sockets;
    const frame = new EventFrame(event, payload);
    const passing = passingEvents.has(event);
    for (const id of socketIds) {
      const socket = sockets.get(id);
      if (socket) this.delivery.send(socket, frame, passing);
    }
  }
}
