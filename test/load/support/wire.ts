import { connect, type Socket } from 'node:net';

/** Handed to whoever listens, once per WebSocket frame: its first letters, its length, and its text where it was kept. */
export type OnFrame = (wire: Wire, head: string, length: number, text: string | null) => void;

/** Longest beginning of a frame that is always given. */
const headLength = 20;

/** Reading is synchronous, so one buffer serves every connection of the process. */
const shared = Buffer.alloc(256 * 1024);

/**
 * A WebSocket client (RFC 6455) without anything: no objects per frame, no buffer per connection, so that one process plays
 * ten thousand viewers and most of the machine is left to the server that is measured.
 */
export class Wire {
  private upgraded = false;
  /** Bytes of the current frame's payload that are still to come; -1 between frames. */
  private left = -1;
  private length = 0;
  private pending: Buffer | null = null;
  private head = '';
  private parts: Buffer[] = [];

  private constructor(
    private readonly socket: Socket,
    private readonly onFrame: OnFrame,
    /** Whether frames are kept and given as text; else only their head is. */
    public attentive: boolean,
  ) {}

  /** Opens a connection; resolves once the server has switched protocols. */
  static open(port: number, path: string, onFrame: OnFrame, attentive = false): Promise<Wire> {
    return new Promise((resolve, reject) => {
      let wire: Wire | null = null;
      const socket = connect({
        port,
        host: '127.0.0.1',
        noDelay: true,
        onread: {
          buffer: shared,
          callback: (count, buffer) => {
            wire?.take(buffer as Buffer, count, resolve);
            return true;
          },
        },
      });
      wire = new Wire(socket, onFrame, attentive);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('closed')));
      const key = 'c2FtbWVsYW4gYmVuY2ghIQ==';
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
      );
    });
  }

  /** Sends text frames, masked with zeros, in one write. */
  send(...texts: string[]): void {
    this.socket.write(texts.length === 1 ? frameOf(texts[0]!) : Buffer.concat(texts.map(frameOf)));
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer, count: number, opened: (wire: Wire) => void): void {
    let data = chunk.subarray(0, count);
    if (this.pending) {
      data = Buffer.concat([this.pending, data]);
      this.pending = null;
    }
    let at = 0;
    if (!this.upgraded) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) return this.keep(data);
      if (!data.toString('latin1', 0, 12).endsWith(' 101')) throw new Error(data.toString('latin1'));
      this.upgraded = true;
      at = end + 4;
      opened(this);
    }
    while (at < data.length) {
      if (this.left < 0) {
        const short = (data[at + 1] ?? 0) & 0x7f;
        const header = short < 126 ? 2 : short === 126 ? 4 : 10;
        const wanted = header + (short < 126 ? Math.min(short, headLength) : headLength);
        if (data.length - at < wanted) return this.keep(data.subarray(at));
        this.length =
          short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
        this.left = this.length;
        at += header;
        this.head = data.toString('latin1', at, at + Math.min(this.length, headLength));
      }
      const taken = Math.min(this.left, data.length - at);
      if (this.attentive) this.parts.push(Buffer.from(data.subarray(at, at + taken)));
      this.left -= taken;
      at += taken;
      if (this.left > 0) return;
      this.left = -1;
      const text = this.attentive ? Buffer.concat(this.parts).toString() : null;
      this.parts.length = 0;
      this.onFrame(this, this.head, this.length, text);
    }
  }

  private keep(rest: Buffer): void {
    this.pending = Buffer.from(rest);
  }
}

function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const extended = length < 126 ? 0 : 2;
  const frame = Buffer.alloc(2 + extended + 4 + length);
  frame[0] = 0x81;
  frame[1] = 0x80 | (extended ? 126 : length);
  if (extended) frame.writeUInt16BE(length, 2);
  frame.write(text, 6 + extended);
  return frame;
}
