import type { Duplex } from 'node:stream';
import { isJammed, jammedBytes, type TcpHandle, tcpHandleOf } from './direct-write.js';
import type { AppSocket } from './socket.js';

interface OpenedWebSocket {
  readonly readyState: number;
  readonly _socket?: Duplex | null;
  terminate(): void;
}

/**
 * What we use of a connection beyond socket.io's public face. Checked against engine.io 6.6.12 and ws 8.23; the tests of
 * the broadcaster fail where an update moves any of it.
 */
interface EngineConnection {
  readonly readyState: 'opening' | 'open' | 'closing' | 'closed';
  readonly transport: {
    /** Only the WebSocket transport has one. */
    readonly socket?: OpenedWebSocket;
    readonly perMessageDeflate?: unknown;
  };
  /** Packets that wait for the transport to become writable. */
  readonly writeBuffer: readonly { data?: unknown }[];
  write(packet: string, options: { compress: false; wsPreEncodedFrame: Buffer[] }): unknown;
  close(discard: boolean): unknown;
}

/**
 * A socket with its connection at hand. To find its parts through the objects that hold each other costs, for ten thousand
 * sockets, a tenth of the time of writing to them.
 */
export interface Recipient {
  readonly socket: AppSocket;
  readonly engine: EngineConnection;
  /** Of a plain WebSocket over TCP, which stays one to its end; null for all others. */
  readonly direct: TcpHandle | null;
  readonly webSocket: OpenedWebSocket | null;
  readonly stream: Duplex | null;
}

/** `readyState` of an open WebSocket (WHATWG). */
const open = 1;

export const engineOf = (socket: AppSocket): EngineConnection => socket.conn as unknown as EngineConnection;

export function recipientOf(socket: AppSocket): Recipient {
  const engine = engineOf(socket);
  const stream = streamOf(engine);
  const direct = stream && tcpHandleOf(stream);
  return { socket, engine, direct, webSocket: engine.transport.socket ?? null, stream };
}

/** Whether a frame can go straight to the kernel: nothing that was sent before waits anywhere. */
export const isClear = ({ engine, webSocket, stream }: Recipient): boolean =>
  webSocket?.readyState === open &&
  stream?.writableLength === 0 &&
  engine.writeBuffer.length === 0 &&
  !isJammed(stream);

/**
 * The TCP or TLS stream under a plain WebSocket, if a frame may be written straight to it: nothing waits in Engine.IO's own
 * buffer that would have to go first, and nothing is compressed. Null for polling, upgrading and closing connections.
 */
export function streamOf({ readyState, transport, writeBuffer }: EngineConnection): Duplex | null {
  if (readyState !== 'open' || writeBuffer.length > 0 || transport.perMessageDeflate) return null;
  const webSocket = transport.socket;
  return webSocket?.readyState === open ? (webSocket._socket ?? null) : null;
}

/** Bytes in this process that wait for the client to take them (the kernel's own buffer is not counted). */
export function heldBytes({ transport, writeBuffer }: EngineConnection): number {
  const stream = transport.socket?._socket;
  let held = stream ? stream.writableLength + jammedBytes(stream) : 0;
  for (const { data } of writeBuffer) if (typeof data === 'string') held += data.length;
  return held;
}

/** Ends the connection without waiting for the client, and frees what is held for it. */
export function cut(connection: EngineConnection): void {
  if (connection.transport.socket) connection.transport.socket.terminate();
  else connection.close(true);
}
