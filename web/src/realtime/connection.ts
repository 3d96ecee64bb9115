import type { Handshake } from '@sammelan/shared/access/access.contract.js';
import type { PayloadOf, ResultOf } from '@sammelan/shared/contract/contract.js';
import { AppError, type ErrorCode, type WireError } from '@sammelan/shared/contract/errors.js';
import { timedEvents } from '@sammelan/shared/contract/stream-clock.js';
import type {
  AppCommands,
  ClientToServer,
  CommandName,
  EventName,
  EventPayload,
  ServerEvents,
} from '@sammelan/shared/socket-events.js';
import { io, type Socket } from 'socket.io-client';
import { errorCode } from '../app/error-text.js';
import { session } from '../app/session.js';
import { Cell } from '../app/store.js';
import { backoffMs } from './backoff.js';
import { check } from './checks.js';
import { type ConnectionState, isFinal } from './connection-state.js';
import { PendingSends } from './pending-sends.js';
import { StreamGate } from './stream-gate.js';

/** Sent again after a reconnect; harmless when repeated: most carry a client id. */
const repeatable: ReadonlySet<CommandName> = new Set([
  'chat:send',
  'poll:vote',
  'question:ask',
  'question:support',
  'caption:write',
]);

/** Refusals that waiting does not mend. */
const finalCodes: ReadonlySet<ErrorCode> = new Set([
  'banned',
  'forbidden',
  'not-found',
  'rally-not-open',
  'rally-private',
]);

/** `lateMs`: how long it was held back, for the picture to be there. */
type Handler<E extends EventName> = (payload: EventPayload<E>, lateMs: number) => void;

/** The page's one socket: sends commands, hears events, and comes back by itself. */
export class Connection {
  readonly state = new Cell<ConnectionState>({ kind: 'connecting' });
  /** Holds back what belongs to a picture that comes later. */
  readonly gate = new StreamGate();
  private readonly socket: Socket<ServerEvents, ClientToServer>;
  private readonly pending = new PendingSends();
  private readonly readyHandlers = new Set<() => void>();
  private attempt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private refusedToken: string | null = null;
  private lastToken = '';

  constructor(private readonly place: { rally: string; region?: string | undefined }) {
    this.socket = io({
      auth: (give) => void this.handshake().then(give),
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      // Back-off with full jitter, and when the network says that it is back, are ours.
      reconnection: false,
      autoConnect: false,
      forceNew: true,
    });
    this.socket.on('connect', this.onConnect);
    this.socket.on('disconnect', this.onLost);
    this.socket.on('connect_error', this.onRefused);
    this.on('access:ended', ({ reason }) => {
      // Whoever was signed out comes back as anybody does who opens the page.
      if (reason === 'signed-out') this.refusedToken = this.lastToken;
      else this.finish({ kind: 'ended', reason });
    });
    this.on('server:outran', () => this.tellReady());
    addEventListener('online', this.hurry);
    addEventListener('offline', this.onOffline);
    document.addEventListener('visibilitychange', this.hurry);
    // Side by side with the socket's own opening; the handshake takes it from there.
    session.token().catch(() => undefined);
    this.socket.connect();
  }

  /** Sends a command. Rejects with an AppError: the server's, `invalid-payload` from here, or `unavailable`. */
  async send<K extends CommandName>(name: K, payload: PayloadOf<AppCommands[K]>): Promise<ResultOf<AppCommands[K]>> {
    await check(name, payload);
    const state = this.state.get();
    if (state.kind === 'refused') throw new AppError(state.code, 'The server does not let this page in.');
    if (state.kind === 'ended') throw new AppError('forbidden', 'The visit is over.');
    return new Promise((resolve, reject) => {
      this.pending.add({
        name,
        payload,
        repeatable: repeatable.has(name),
        resolve: resolve as (data: unknown) => void,
        reject,
      });
    });
  }

  /** Hears an event; returns the way to stop. */
  on<E extends EventName>(event: E, handler: Handler<E>): () => void {
    // socket.io's types cannot follow the generic; the event map ties payload to event.
    const listener = ((payload: EventPayload<E>, at?: number) =>
      timedEvents.has(event) && typeof at === 'number'
        ? this.gate.pass(at, (lateMs) => handler(payload, lateMs))
        : handler(payload, 0)) as never;
    this.socket.on(event, listener);
    return () => this.socket.off(event, listener);
  }

  /** Calls back now if the line is up, after every (re)connect and whenever something was missed: the place to ask anew. */
  onReady(handler: () => void): () => void {
    this.readyHandlers.add(handler);
    if (this.socket.connected) handler();
    return () => this.readyHandlers.delete(handler);
  }

  /** Comes in anew, as whoever the session now is. */
  reconnect(): void {
    this.socket.disconnect();
    this.retry(0);
  }

  /** Leaves for good. Harmless when repeated. */
  close(): void {
    clearTimeout(this.retryTimer);
    removeEventListener('online', this.hurry);
    removeEventListener('offline', this.onOffline);
    document.removeEventListener('visibilitychange', this.hurry);
    this.readyHandlers.clear();
    this.pending.close();
    this.gate.forget();
    this.socket.removeAllListeners();
    this.socket.disconnect();
  }

  private async handshake(): Promise<Handshake> {
    const asked = this.refusedToken ? session.renew(this.refusedToken) : session.token();
    this.lastToken = await asked.catch((error: unknown) => {
      const code = errorCode(error);
      if (finalCodes.has(code)) this.finish({ kind: 'refused', code });
      return '';
    });
    return { token: this.lastToken, rally: this.place.rally, ...(this.place.region && { region: this.place.region }) };
  }

  private readonly onConnect = (): void => {
    this.attempt = 0;
    this.refusedToken = null;
    this.pending.connected((name, payload, reply) => this.socket.emit(name as 'access:me', payload, reply as never));
    this.state.set({ kind: 'online' });
    this.tellReady();
  };

  private tellReady(): void {
    this.gate.forget();
    for (const handler of [...this.readyHandlers]) handler();
  }

  private readonly onLost = (): void => {
    this.pending.disconnected();
    if (!isFinal(this.state.get())) this.retry();
  };

  private readonly onRefused = (error: Error & { data?: WireError }): void => {
    const code = error.data?.code;
    if (code && finalCodes.has(code)) return this.finish({ kind: 'refused', code });
    if (code === 'unauthenticated') this.refusedToken = this.lastToken;
    this.retry();
  };

  private readonly onOffline = (): void => {
    if (this.state.get().kind === 'reconnecting') this.state.set({ kind: 'offline', since: Date.now() });
  };

  /** The network or the person is back: no reason to wait out the back-off. */
  private readonly hurry = (): void => {
    if (document.hidden || this.socket.connected || isFinal(this.state.get())) return;
    this.attempt = 0;
    this.retry(0);
  };

  private retry(waitMs = backoffMs(this.attempt++)): void {
    const before = this.state.get();
    const since = 'since' in before ? before.since : Date.now();
    if (before.kind !== 'connecting') this.state.set({ kind: navigator.onLine ? 'reconnecting' : 'offline', since });
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.socket.connect(), waitMs);
  }

  private finish(state: ConnectionState & { kind: 'refused' | 'ended' }): void {
    clearTimeout(this.retryTimer);
    this.state.set(state);
    this.pending.close(new AppError(state.kind === 'refused' ? state.code : 'forbidden', 'The visit is over.'));
    this.socket.disconnect();
  }
}

/** Opens the page's socket for a rally (its slug), counted in a region (its code) if one is known. */
export const connect = (place: { rally: string; region?: string | undefined }): Connection => new Connection(place);
