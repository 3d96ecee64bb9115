import type { Duplex } from 'node:stream';
import type { AppSocket } from './socket.js';

/**
 * What we use of a connection beyond socket.io's public face. Checked against engine.io 6.6.12 and ws 8.23; the tests of
 * the broadcaster fail where an update moves any of it.
 */
interface EngineConnection {
  readonly readyState: 'opening' | 'open' | 'closing' | 'closed';
  readonly transport: {
    /** Only the WebSocket transport has one. */
    readonly socket?: { readonly readyState: number; readonly _socket?: Duplex | null; terminate(): void };
    readonly perMessageDeflate?: unknown;
  };
  /** Packets that wait for the transport to become writable. */
  readonly writeBuffer: readonly { data?: unknown }[];
  write(packet: string, options: { compress: false; wsPreEncodedFrame: Buffer[] }): unknown;
  close(discard: boolean): unknown;
}

/** A socket with its connection at hand. */
export interface Recipient {
  readonly socket: AppSocket;
  readonly engine: EngineConnection;
}

/** `readyState` of an open WebSocket (WHATWG). */
const open = 1;

export const engineOf = (socket: AppSocket): EngineConnection => socket.conn as unknown as EngineConnection;

export const recipientOf = (socket: AppSocket): Recipient => ({ socket, engine: engineOf(socket) });

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
  let held = transport.socket?._socket?.writableLength ?? 0;
  for (const { data } of writeBuffer) if (typeof data === 'string') held += data.length;
  return held;
}

/** Ends the connection without waiting for the client, and frees what is held for it. */
export function cut(connection: EngineConnection): void {
  if (connection.transport.socket) connection.transport.socket.terminate();
  else connection.close(true);
}
