import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { isForEveryone, type Permission } from '@sammelan/shared/access/access.rules.js';
import { CallersService } from '../access/callers.service.js';
import type { CallerRegion, RallyCaller } from '../access/caller.js';
import { GrantsService } from '../access/grants.service.js';
import { RallyScopes } from '../access/rally-scopes.service.js';
import { IdentitySockets } from './identity-sockets.js';
import { rooms } from './rooms.js';
import type { AppServer, AppSocket } from './socket.js';

type Listener = (socket: AppSocket) => void;
type EndListener = (rallyId: string, wanted: (caller: RallyCaller) => boolean) => void;

/** Rooms that hang on a permission: in them are the sockets of those who hold it now. */
const grantedRooms: [Permission, (rallyId: string) => string][] = [
  ['rally.desk', rooms.desk],
  ['rally.figures', rooms.figures],
  ['stage.watch', rooms.stage],
  ['poll.edit', rooms.pollEditors],
  ['interpretation.watch', rooms.booths],
  ['recording.edit', rooms.recording],
];

/** The sockets that are in: tells features who came and went, and carries changes of a caller to their live sockets. */
@Injectable()
export class Connections implements OnModuleInit {
  private readonly logger = new Logger(Connections.name);
  private server: AppServer | null = null;
  private readonly watched = new WeakMap<AppSocket, Map<string, string>>();
  private readonly entered: Listener[] = [];
  private readonly left: Listener[] = [];
  private readonly ending: EndListener[] = [];
  private readonly regranted: Listener[] = [];

  constructor(
    private readonly callers: CallersService,
    private readonly grants: GrantsService,
    private readonly scopes: RallyScopes,
    private readonly identities: IdentitySockets,
  ) {}

  onModuleInit(): void {
    this.grants.onChange((identityId) => this.applyGrants(identityId));
    this.scopes.onChanged((rallyId) => this.applyScope(rallyId));
  }

  /** Called for every socket that was admitted, after it joined its rooms. */
  onEntered(listener: Listener): void {
    this.entered.push(listener);
  }

  /** Called once for every socket that entered. */
  onLeft(listener: Listener): void {
    this.left.push(listener);
  }

  /** Called before sockets are closed for good: whatever else those people hold in the rally is to be taken away. */
  onEnding(listener: EndListener): void {
    this.ending.push(listener);
  }

  /** Called for every socket whose powers changed: what it holds by a power that it has no more is to be taken away. */
  onRegranted(listener: Listener): void {
    this.regranted.push(listener);
  }

  use(server: AppServer): void {
    this.server = server;
  }

  enter(socket: AppSocket): void {
    const { rallyId, region } = socket.data;
    this.identities.add(socket);
    void socket.join([rooms.rally(rallyId), rooms.region(rallyId, region?.path ?? '/')]);
    this.joinGrantedRooms(socket);
    this.tell(this.entered, socket);
    socket.on('disconnect', () => this.leave(socket));
  }

  /** Sockets that are in. */
  get count(): number {
    return this.server?.sockets.sockets.size ?? 0;
  }

  /** Every live socket of an identity, in all rallies. */
  of(identityId: string): AppSocket[] {
    return this.identities.of(identityId);
  }

  /** Every live socket of an identity in one rally. */
  inRally(rallyId: string, identityId: string): AppSocket[] {
    return this.identities.inRally(rallyId, identityId);
  }

  /** Every live socket in a room. */
  in(room: string): AppSocket[] {
    const ids = this.server?.sockets.adapter.rooms.get(room) ?? [];
    return [...ids].flatMap((id) => this.server?.sockets.sockets.get(id) ?? []);
  }

  /** The caller said where they are from. */
  place(rallyId: string, identityId: string, region: CallerRegion): void {
    for (const socket of this.inRally(rallyId, identityId)) {
      if (socket.data.region?.path === region.path) continue;
      void socket.leave(rooms.region(rallyId, socket.data.region?.path ?? '/'));
      socket.data = { ...socket.data, region };
      void socket.join(rooms.region(rallyId, region.path));
    }
  }

  /** Puts a socket into `room`, and out of the one it was in before for the same purpose; null: out only. */
  watch(socket: AppSocket, purpose: string, room: string | null): void {
    const watched = this.watched.get(socket) ?? new Map<string, string>();
    const before = watched.get(purpose);
    if (before !== undefined) void socket.leave(before);
    watched.delete(purpose);
    if (room === null) return;
    void socket.join(room);
    this.watched.set(socket, watched.set(purpose, room));
  }

  rename(identityId: string, name: string): void {
    for (const socket of this.of(identityId)) socket.data = { ...socket.data, name };
  }

  /** Closes, for good, the sockets in a rally of those whom `wanted` picks. */
  end(rallyId: string, reason: 'banned' | 'rally-private', wanted: (caller: RallyCaller) => boolean): void {
    for (const listener of this.ending) listener(rallyId, wanted);
    for (const socket of this.in(rooms.rally(rallyId))) {
      if (!wanted(socket.data)) continue;
      socket.emit('access:ended', { reason });
      socket.disconnect(true);
    }
  }

  /** Closes, for good, the sockets of a session that was ended, with whatever it held in their rallies. */
  endSession(identityId: string, sessionId: string): void {
    const ofSession = (caller: RallyCaller): boolean => caller.sessionId === sessionId;
    const sockets = this.of(identityId).filter(({ data }) => ofSession(data));
    for (const rallyId of new Set(sockets.map(({ data }) => data.rallyId))) {
      for (const listener of this.ending) listener(rallyId, ofSession);
    }
    for (const socket of sockets) {
      socket.emit('access:ended', { reason: 'signed-out' });
      socket.disconnect(true);
    }
  }

  /** Closes every socket of a rally that is no longer to be seen, but those of its desk. */
  endRally(rallyId: string): void {
    for (const socket of this.in(rooms.rally(rallyId))) {
      if (this.callers.may(socket.data, 'rally.desk', socket.data)) continue;
      socket.emit('access:ended', { reason: 'rally-archived' });
      socket.disconnect(true);
    }
  }

  private leave(socket: AppSocket): void {
    this.identities.delete(socket);
    this.tell(this.left, socket);
  }

  private applyGrants(identityId: string): void {
    for (const socket of this.of(identityId)) {
      socket.data = { ...socket.data, grants: this.grants.of(identityId) };
      this.joinGrantedRooms(socket);
      this.tell(this.regranted, socket);
      socket.emit('access:changed');
    }
  }

  /** The rally is for another region now: who holds a role may reach it no more, or newly. */
  private applyScope(rallyId: string): void {
    const holders = this.in(rooms.rally(rallyId)).filter(({ data }) => data.grants.length > 0);
    for (const { data } of holders) this.applyGrants(data.identityId);
  }

  private joinGrantedRooms(socket: AppSocket): void {
    for (const [permission, room] of grantedRooms) {
      if (isForEveryone(permission)) throw new Error(`${permission} makes no room of its own`);
      const name = room(socket.data.rallyId);
      if (this.callers.may(socket.data, permission, socket.data)) void socket.join(name);
      else if (socket.rooms.has(name)) void socket.leave(name);
    }
  }

  private tell(listeners: Listener[], socket: AppSocket): void {
    for (const listener of listeners) {
      try {
        listener(socket);
      } catch (error) {
        // One feature's fault must not keep the others from hearing of the socket.
        this.logger.error({ err: error, rallyId: socket.data.rallyId });
      }
    }
  }
}
