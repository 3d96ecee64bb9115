import type { PayloadOf, ResultOf } from '@sammelan/shared/contract/contract.js';
import type { AppCommands, CommandName, EventName, EventPayload } from '@sammelan/shared/socket-events.js';

/**
 * What the media clients need of the live connection. `send` rejects with an AppError: the server's, or `unavailable`
 * where the connection broke before the answer. `on` and `onReady` return what takes the listener away.
 */
export interface Signalling {
  send<K extends CommandName>(command: K, payload: PayloadOf<AppCommands[K]>): Promise<ResultOf<AppCommands[K]>>;
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
  /** Called at once where there is a connection, and at each new one: what was told before may have been missed. */
  onReady(listener: () => void): () => void;
}
