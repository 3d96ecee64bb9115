/** Engine.IO's packet type for a message (protocol 4), and Socket.IO's for an event (protocol 5) in the main namespace. */
const message = '4';
const event = '2';

/**
 * One event, encoded once for all who get it: as the packet that Engine.IO takes, and as the bytes of a whole WebSocket
 * frame (RFC 6455, section 5.2: final, text, not masked) that can be written to a connection as they are.
 */
export class EventFrame {
  /** Socket.IO's packet: `2["chat:posted",{…}]`. */
  readonly packet: string;
  private frame: Buffer | null = null;

  /** @param at the stream's time, for events that belong to the picture */
  constructor(name: string, payload: unknown, at?: number) {
    const parts = at === undefined ? [payload] : [payload, at];
    this.packet = event + JSON.stringify(payload === undefined ? [name] : [name, ...parts]);
  }

  get bytes(): Buffer {
    return (this.frame ??= textFrame(message + this.packet));
  }
}

const finalText = 0x81;

function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = finalText;
  if (headerLength === 2) frame[1] = length;
  else if (headerLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headerLength);
  return frame;
}
