import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import type { Ack, PayloadOf, ResultOf } from '@sammelan/shared/contract/contract.js';
import { AppError, type WireError } from '@sammelan/shared/contract/errors.js';
import type {
  AppCommands,
  ClientToServer,
  CommandName,
  EventName,
  EventPayload,
  ServerEvents,
} from '@sammelan/shared/socket-events.js';
import { io, type Socket } from 'socket.io-client';

const patienceMs = 10_000;

/** An answer that was not ok; `code` is the stable code. */
export class WireFailure extends AppError {
  constructor(error: WireError) {
    super(error.code, error.message, error);
  }
}

/** A client as a browser is one: REST with a bearer token, one real socket, and every event it was sent. */
export class TestClient {
  session: SessionView | null = null;
  private socket: Socket<ServerEvents, ClientToServer> | null = null;
  private readonly received: { event: string; payload: unknown }[] = [];
  private waiting: (() => void)[] = [];
  private readonly listeners = new Map<string, ((payload: unknown) => void)[]>();

  constructor(readonly url: string) {}

  use(session: SessionView): void {
    this.session = session;
  }

  get identityId(): string {
    if (!this.session) throw new Error('no session yet');
    return this.session.identityId;
  }

  /** Connects to a rally. @throws WireFailure when refused */
  async enter(rally: string, region?: string): Promise<void> {
    const auth = { token: this.session?.token, rally, ...(region ? { region } : {}) };
    const socket: Socket<ServerEvents, ClientToServer> = io(this.url, {
      auth,
      transports: ['websocket'],
      forceNew: true,
    });
    this.socket = socket;
    socket.onAny((event: string, payload: unknown) => {
      this.received.push({ event, payload });
      for (const wake of this.waiting.splice(0)) wake();
      for (const listener of this.listeners.get(event) ?? []) listener(payload);
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('connect_error', (error: Error & { data?: WireError }) => {
        socket.disconnect();
        reject(error.data ? new WireFailure(error.data) : error);
      });
    });
  }

  /** Sends a command and gives its result. @throws WireFailure */
  async send<K extends CommandName>(name: K, payload: PayloadOf<AppCommands[K]>): Promise<ResultOf<AppCommands[K]>> {
    const reply = (await this.sendRaw(name, payload)) as Ack<ResultOf<AppCommands[K]>>;
    if (!reply.ok) throw new WireFailure(reply.error);
    return reply.data;
  }

  /** Sends anything under any name, as a hostile client may, and gives the ack. */
  async sendRaw(name: string, payload: unknown): Promise<Ack<unknown>> {
    const socket = this.open() as unknown as {
      timeout(ms: number): { emitWithAck(n: string, p: unknown): Promise<Ack<unknown>> };
    };
    return socket.timeout(patienceMs).emitWithAck(name, payload);
  }

  /** The events of this name so far, in order. */
  events<E extends EventName>(event: E): EventPayload<E>[] {
    return this.received.filter((one) => one.event === event).map((one) => one.payload as EventPayload<E>);
  }

  /** Everything it was sent so far, whatever its name. */
  get everyEvent(): readonly { event: string; payload: unknown }[] {
    return this.received;
  }

  /** Waits for an event (also one that came already) that satisfies `wanted`. */
  async waitFor<E extends EventName>(
    event: E,
    wanted: (payload: EventPayload<E>) => boolean = () => true,
  ): Promise<EventPayload<E>> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const events = this.events(event);
      const found = events.findIndex(wanted);
      // An event may carry nothing.
      if (found >= 0) return events[found] as EventPayload<E>;
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(`${event} did not come; came: ${this.received.map((one) => one.event).join(', ')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Calls `listener` with each event of this name from now on, on every later socket too. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener as (payload: unknown) => void]);
  }

  /** Forgets the events so far. */
  forget(): void {
    this.received.length = 0;
  }

  get connected(): boolean {
    return this.socket?.connected ?? false;
  }

  /** Resolves when the server has closed the socket. */
  async ended(): Promise<void> {
    const socket = this.open();
    if (socket.connected) await new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
  }

  close(): void {
    this.socket?.disconnect();
  }

  get<T>(path: string): Promise<T> {
    return this.request<T>('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.request<T>('POST', path, body);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.request<T>('PATCH', path, body);
  }

  delete(path: string): Promise<void> {
    return this.request<void>('DELETE', path);
  }

  /** The bare response, for what is not JSON. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(this.session ? { authorization: `Bearer ${this.session.token}` } : {}), ...init.headers };
    return fetch(this.url + path, { ...init, headers });
  }

  private async request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.fetch(path, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw new WireFailure((json as { error: WireError }).error);
    return json as T;
  }

  private open(): Socket<ServerEvents, ClientToServer> {
    if (!this.socket) throw new Error('not in a rally yet');
    return this.socket;
  }
}
