import { Injectable } from '@nestjs/common';
import { timedEvents } from '@sammelan/shared/contract/stream-clock.js';
import type { EventName, EventPayload } from '@sammelan/shared/socket-events.js';
import { Delivery } from './delivery.js';
import { type Recipient, recipientOf } from './engine.js';
import { EventFrame } from './event-frame.js';
import { IdentitySockets } from './identity-sockets.js';
import { rooms } from './rooms.js';
import type { AppServer } from './socket.js';

/** Events of which the next one makes up for a lost one: the first that slow clients are spared. */
const passingEvents: ReadonlySet<EventName> = new Set(['stage:levelled']);

/** Rooms of so many are sent to over a list that is kept until somebody comes or goes. */
const listedFrom = 16;

/** The only thing that emits events. A message is encoded once per room, never once per viewer. */
@Injectable()
export class Broadcaster {
  private server: AppServer | null = null;
  private readonly listed = new Map<string, readonly Recipient[]>();

  constructor(
    private readonly delivery: Delivery,
    private readonly identities: IdentitySockets,
  ) {}

  use(server: AppServer): void {
    this.server = server;
    const forget = (room: string): void => void this.listed.delete(room);
    server.sockets.adapter.on('join-room', forget);
    server.sockets.adapter.on('leave-room', forget);
  }

  /** To every socket of this process. */
  toAll<E extends EventName>(event: E, payload: EventPayload<E>): void {
    this.send([...(this.server?.sockets.sockets.values() ?? [])].map(recipientOf), event, payload);
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
    this.send(this.identities.inRally(rallyId, identityId).map(recipientOf), event, payload);
  }

  /** To a room named by `rooms`. @param at where it belongs on the stream's clock, if not to now */
  toRoom<E extends EventName>(room: string, event: E, payload: EventPayload<E>, at?: number): void {
    this.send(this.listed.get(room) ?? this.list(room), event, payload, at);
  }

  /** Looking up ten thousand sockets by their ids costs as much memory traffic as a tenth of the writing. */
  private list(room: string): readonly Recipient[] {
    const found: Recipient[] = [];
    for (const id of this.server?.sockets.adapter.rooms.get(room) ?? []) {
      const socket = this.server?.sockets.sockets.get(id);
      if (socket) found.push(recipientOf(socket));
    }
    if (found.length >= listedFrom) this.listed.set(room, found);
    return found;
  }

  private send<E extends EventName>(
    recipients: readonly Recipient[],
    event: E,
    payload: EventPayload<E>,
    at = Date.now(),
  ): void {
    if (recipients.length === 0) return;
    const frame = new EventFrame(event, payload, timedEvents.has(event) ? at : undefined);
    const passing = passingEvents.has(event);
    for (const recipient of recipients) this.delivery.send(recipient, frame, passing);
  }
}
