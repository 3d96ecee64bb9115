import type {
  ChatRoom as RoomName,
  ChatSettings,
  ChatView,
  MessageView,
  MutedUntil,
} from '@sammelan/shared/chat/chat.dto.js';
import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { newId } from '../../app/session.js';
import { Cell, type Store } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';
import { type ChatLog, emptyLog, lastSeq, leavesGap, merge, remove, trim } from './chat-log.js';

/** A message of one's own that is not in the log yet. */
export interface PendingMessage {
  clientId: string;
  text: string;
  at: number;
  /** Null while it is under way. */
  failure: AppError | null;
  /** It has arrived, and waits for a moderator; or was turned down by one. */
  held?: 'waiting' | 'denied';
}

export interface ChatRoomState {
  status: 'loading' | 'ready' | 'failed';
  /** Why it could not be entered. */
  failure: AppError | null;
  key: string | null;
  regionName: LocalText | null;
  log: ChatLog;
  pending: readonly PendingMessage[];
  settings: ChatSettings | null;
  pinned: MessageView | null;
  mutedUntil: MutedUntil | null;
  loadingOlder: boolean;
}

const initial: ChatRoomState = {
  status: 'loading',
  failure: null,
  key: null,
  regionName: null,
  log: emptyLog,
  pending: [],
  settings: null,
  pinned: null,
  mutedUntil: null,
  loadingOlder: false,
};

const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError('internal', String(error));

/** One room of the chat as this page holds it: without gaps or doubles, over every loss of the connection. */
export class ChatRoom {
  private readonly cell = new Cell<ChatRoomState>(initial);
  readonly state: Store<ChatRoomState> = this.cell;
  private readonly stops: (() => void)[];
  private opened = false;
  private entering: Promise<void> | null = null;
  /** A gap was seen while entering: the answer under way may be older than it. */
  private enterAgain = false;

  constructor(
    private readonly connection: Connection,
    readonly room: RoomName,
    /** For moderators: this region's room, whatever their own region. */
    private readonly key?: string,
  ) {
    this.stops = [
      connection.onReady(() => this.opened && void this.enter()),
      connection.on('chat:posted', ({ key, messages }) => this.mine(key) && this.take(messages)),
      connection.on('chat:removed', ({ key, ids }) => {
        if (!this.mine(key)) return;
        const pinned = this.cell.get().pinned;
        this.patch({
          log: remove(this.cell.get().log, ids),
          ...(pinned && ids.includes(pinned.id) && { pinned: null }),
        });
      }),
      connection.on('chat:pinned', ({ key, message }) => this.mine(key) && this.patch({ pinned: message })),
      connection.on('chat:configured', (settings) => this.patch({ settings })),
      connection.on('chat:decided', ({ clientId, approved }) => !approved && this.mark(clientId, 'denied')),
      connection.on('chat:muted', ({ until }) => this.patch({ mutedUntil: until })),
    ];
  }

  /** Goes in, and back in after every loss. Harmless when repeated. */
  open(): void {
    if (this.opened) return;
    this.opened = true;
    void this.enter();
  }

  /** Enters, or fetches what came since; what arrives meanwhile is merged. Rejects never: see `failure`. */
  enter(): Promise<void> {
    this.entering ??= this.doEnter().finally(() => {
      this.entering = null;
      if (this.enterAgain) void this.enter();
      this.enterAgain = false;
    });
    return this.entering;
  }

  /** Another region: another room under the same name. */
  restart(): void {
    if (!this.opened) return;
    this.patch({ ...initial, pending: this.cell.get().pending });
    void this.enter();
  }

  /** Shows the message at once as under way; it settles by itself, over losses too. */
  send(text: string): void {
    this.transmit({ clientId: newId(), text, at: Date.now(), failure: null });
  }

  /** Sends a refused message again, under its old id. */
  retry(clientId: string): void {
    const message = this.cell.get().pending.find((pending) => pending.clientId === clientId);
    if (message) this.transmit({ ...message, failure: null });
  }

  /** Takes a refused message away. */
  discard(clientId: string): void {
    this.patch({ pending: this.cell.get().pending.filter((pending) => pending.clientId !== clientId) });
  }

  /** Fetches the page before the first message held. */
  async older(): Promise<void> {
    const { log, loadingOlder } = this.cell.get();
    const first = log.messages[0];
    if (!first || !log.hasOlder || loadingOlder) return;
    this.patch({ loadingOlder: true });
    try {
      const page = await this.connection.send('chat:older', { ...this.place, beforeSeq: first.seq });
      this.patch({ log: { ...merge(this.cell.get().log, page.messages), hasOlder: page.hasOlder } });
    } catch {
      // Scrolling up asks again.
    } finally {
      this.patch({ loadingOlder: false });
    }
  }

  /** The reader is at the newest message: what lies far above may go. */
  trim(): void {
    this.patch({ log: trim(this.cell.get().log) });
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  private async doEnter(): Promise<void> {
    const held = lastSeq(this.cell.get().log);
    try {
      this.apply(await this.connection.send('chat:enter', { ...this.place, ...(held > 0 && { afterSeq: held }) }));
    } catch (error) {
      if (this.cell.get().status === 'loading') this.patch({ status: 'failed', failure: asAppError(error) });
    }
  }

  private apply(view: ChatView): void {
    const state = this.cell.get();
    const fresh = view.restarted || view.key !== state.key;
    const log = fresh
      ? { messages: view.messages, hasOlder: view.hasOlder }
      : remove(merge(state.log, view.messages), view.removed);
    const { key, regionName, settings, pinned, mutedUntil } = view;
    this.patch({ status: 'ready', failure: null, key, regionName, settings, pinned, mutedUntil, log });
    this.forgetArrived(view.messages);
    this.takeWaiting(view.waiting);
  }

  private take(messages: readonly MessageView[]): void {
    const { log } = this.cell.get();
    if (leavesGap(log, messages)) {
      this.enterAgain = this.entering !== null;
      return void this.enter();
    }
    this.patch({ log: merge(log, messages) });
    this.forgetArrived(messages);
  }

  /** One's own messages that wait for a moderator, also those of a page before this one; others were decided meanwhile. */
  private takeWaiting(waiting: readonly MessageView[]): void {
    const ids = new Set(waiting.map(({ clientId }) => clientId));
    const others = this.cell.get().pending.filter(({ clientId, held }) => held !== 'waiting' && !ids.has(clientId));
    const held = waiting.map(({ clientId, text, at }) => ({
      clientId,
      text,
      at: Date.parse(at),
      failure: null,
      held: 'waiting' as const,
    }));
    if (held.length > 0 || others.length < this.cell.get().pending.length)
      this.patch({ pending: [...held, ...others] });
  }

  private mark(clientId: string, held: 'waiting' | 'denied'): void {
    const pending = this.cell.get().pending.map((one) => (one.clientId === clientId ? { ...one, held } : one));
    this.patch({ pending });
  }

  private forgetArrived(messages: readonly MessageView[]): void {
    const { pending } = this.cell.get();
    if (pending.length === 0) return;
    const arrived = new Set(messages.map(({ clientId }) => clientId));
    if (pending.some(({ clientId }) => arrived.has(clientId)))
      this.patch({ pending: pending.filter(({ clientId }) => !arrived.has(clientId)) });
  }

  private transmit(message: PendingMessage): void {
    const others = this.cell.get().pending.filter(({ clientId }) => clientId !== message.clientId);
    this.patch({ pending: [...others, message] });
    const { clientId, text } = message;
    this.connection.send('chat:send', { ...this.place, clientId, text }).then(
      // Ahead of the log it is only faster than the frame that brings it and what came before.
      (stored) => {
        if (stored.held) this.mark(clientId, 'waiting');
        else if (!leavesGap(this.cell.get().log, [stored])) this.take([stored]);
      },
      (error: unknown) => {
        const failed = { ...message, failure: asAppError(error) };
        this.patch({ pending: this.cell.get().pending.map((one) => (one.clientId === clientId ? failed : one)) });
      },
    );
  }

  private get place(): { room: RoomName; key?: string } {
    return { room: this.room, ...(this.key && { key: this.key }) };
  }

  private mine(key: string): boolean {
    return key === this.cell.get().key;
  }

  private patch(change: Partial<ChatRoomState>): void {
    const state = this.cell.get();
    const keys = Object.keys(change) as (keyof ChatRoomState)[];
    if (keys.some((key) => !Object.is(state[key], change[key]))) this.cell.set({ ...state, ...change });
  }
}
