import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocket, WebSocketServer } from 'ws';

type Options = Parameters<WebSocket['send']>[1];
type Done = (error?: Error) => void;

const uncork = (stream: Duplex): void => stream.uncork();

/**
 * A WebSocket whose packets of one turn of the event loop go to the kernel in one write: who comes back asks five things at
 * once and gets five answers, and a write costs more than an answer. Engine.IO is told at once that a packet is taken, so
 * that it keeps none back; what waits is in the stream, where `heldBytes` counts it.
 */
class GatheringWebSocket extends WebSocket {
  /** The stream, as ws keeps it. */
  declare private readonly _socket: Duplex | null;

  override send(data: Parameters<WebSocket['send']>[0], done?: Done): void;
  override send(data: Parameters<WebSocket['send']>[0], options: Options, done?: Done): void;
  override send(data: Parameters<WebSocket['send']>[0], options?: Options | Done, done?: Done): void {
    const taken = typeof options === 'function' ? options : done;
    if (this.readyState !== WebSocket.OPEN) return super.send(data, {}, taken);
    const stream = this._socket;
    if (stream && stream.writableCorked === 0) {
      stream.cork();
      process.nextTick(uncork, stream);
    }
    super.send(data, typeof options === 'object' ? options : {});
    taken?.();
  }
}

/** Engine.IO's WebSocket server (`wsEngine`) with the above; the answer to the upgrade and the first packet go together. */
export class GatheringWebSocketServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, WebSocket: GatheringWebSocket as never });
  }

  override handleUpgrade(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    done: (client: WebSocket, request: IncomingMessage) => void,
  ): void {
    stream.cork();
    // Engine.IO makes the connection's id in a promise, and sends its first packet after that.
    setImmediate(uncork, stream);
    super.handleUpgrade(request, stream, head, done as never);
  }
}
