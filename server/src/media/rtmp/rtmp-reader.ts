import Rtmp from 'node-media-server/src/protocol/rtmp.js';

/** Far above a key frame of what any rally can be shown. */
const maxMessageBytes = 8 * 1024 * 1024;
/** What a connection may send before it has said what it wants to publish: handshake (3,073 bytes) and four commands. */
const maxHelloBytes = 64 * 1024;
/** Encoders use four or five. */
const maxChunkStreams = 32;

/**
 * node-media-server's reader of the protocol, within bounds: by itself it sets aside what a header promises (16 MB for each of
 * 65,599 chunk streams), and goes back in what it has read where a message's length shrinks in its middle.
 * @throws Error for what no encoder sends
 */
export class RtmpReader extends Rtmp {
  private helloBytes = 0;
  private saidHello = false;

  /** What comes from now on is what it publishes. */
  admit(): void {
    this.saidHello = true;
  }

  override parserData(bytes: Buffer): string | null {
    if (!this.saidHello && (this.helloBytes += bytes.length) > maxHelloBytes)
      throw new Error('too much before publish');
    return super.parserData(bytes);
  }

  override packetParse(): void {
    super.packetParse();
    const { header, bytes } = this.parserPacket;
    if (header.length > (this.saidHello ? maxMessageBytes : maxHelloBytes)) throw new Error('a message is too long');
    if (header.length < bytes) throw new Error('a message changed its length');
    if (this.inPackets.size > maxChunkStreams) throw new Error('too many chunk streams');
  }

  override controlHandler(): void {
    super.controlHandler();
    if (this.inChunkSize < 1) throw new Error('chunks of nothing');
  }
}
