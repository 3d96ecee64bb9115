import type { Duplex } from 'node:stream';

/**
 * What Node keeps under a TCP stream (`net.Socket#_handle`). It is not public: checked against Node 24.21. Where Node is
 * otherwise, streams are written to as ever, and the test beside this file fails.
 */
export interface TcpHandle {
  /** Writes at once what the kernel takes; only if that is not all the request is kept. Gives 0, or an errno below 0. */
  writeBuffer(request: WriteRequest, bytes: Buffer): number;
  /** Bytes that the kernel has not taken. */
  readonly writeQueueSize: number;
}

interface WriteRequest {
  /** The bytes, so that they live as long as the request. */
  buffer?: Buffer;
  oncomplete?: (status: number) => void;
}

/** Node gives its class of requests to nobody: it is seen when a stream writes. */
let Request: (new () => WriteRequest) | null = null;
/** One request serves all writes that the kernel takes whole. */
let request: WriteRequest | null = null;

/** Bytes of a write past the stream that wait for the kernel, by stream. */
const jammed = new Map<Duplex, number>();

/** The handle of a plain TCP stream; null for TLS and others, whose streams do more than hand bytes on. */
export function tcpHandleOf(stream: Duplex): TcpHandle | null {
  const handle = (stream as { _handle?: Partial<TcpHandle> | null })._handle;
  if (handle?.constructor.name !== 'TCP') return null;
  return typeof handle.writeBuffer === 'function' && typeof handle.writeQueueSize === 'number'
    ? (handle as TcpHandle)
    : null;
}

/** Bytes written by `writeDirectly` that the kernel has not taken; the stream itself does not count them. */
export const jammedBytes = (stream: Duplex): number => jammed.get(stream) ?? 0;

/** Whether such bytes wait on the stream. */
export const isJammed = (stream: Duplex): boolean => jammed.size > 0 && jammed.has(stream);

/**
 * Writes past the stream's own queue, states and callbacks, which cost as much as a seventh of the writing itself. To be used
 * only where nothing waits in the stream and it is not jammed. What is written to the stream afterwards comes after it: both
 * end in the same queue of libuv. Failures show on the stream as those of its own writes do.
 */
export function writeDirectly(stream: Duplex, handle: TcpHandle, bytes: Buffer): void {
  if (Request === null) return learn(stream, handle, bytes);
  request ??= new Request();
  // The stream fails in the same way, and tells whoever listens.
  if (handle.writeBuffer(request, bytes) !== 0) stream.write(bytes);
  else if (handle.writeQueueSize > 0) jam(stream, handle.writeQueueSize, bytes);
}

function jam(stream: Duplex, left: number, bytes: Buffer): void {
  jammed.set(stream, left);
  Object.assign(request as WriteRequest, {
    buffer: bytes,
    oncomplete: (status: number) => {
      jammed.delete(stream);
      if (status < 0) stream.destroy();
    },
  });
  // That one is Node's now, until it is done.
  request = null;
}

function learn(stream: Duplex, handle: TcpHandle, bytes: Buffer): void {
  const writeBuffer = handle.writeBuffer.bind(handle);
  handle.writeBuffer = (seen, written) => {
    Request = seen.constructor as typeof Request;
    return writeBuffer(seen, written);
  };
  stream.write(bytes);
  Reflect.deleteProperty(handle, 'writeBuffer');
}
