import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import Flv, { type AvPacket } from 'node-media-server/src/protocol/flv.js';
import { RtmpReader } from './rtmp-reader.js';

export interface RtmpPublisherEvents {
  /** Wants to publish under this name; nothing is done with what comes until `accept`. */
  publish: [{ name: string }];
  /** A tag of the FLV that it sends, with what is known of it. */
  tag: [Buffer, TagFacts];
  closed: [];
}

export interface TagFacts {
  kind: 'audio' | 'video' | 'data';
  /** Milliseconds. */
  dts: number;
  pts: number;
  isH264: boolean;
  isKeyFrame: boolean;
  /** A codec's parameters, or data: no picture and no sound. */
  isHeader: boolean;
}

/** Whoever connects says what they want within this time. */
const helloPatienceMs = 10_000;
/** A publisher that sends nothing for so long is gone. */
const silencePatienceMs = 20_000;
/** What may come before it is known whether the key is right. */
const maxWaitingBytes = 4 * 1024 * 1024;

const kinds = { 8: 'audio', 9: 'video', 18: 'data' } as const;

/** One connection to our RTMP port. The protocol is read by node-media-server; hostile bytes end this connection alone. */
export class RtmpPublisher extends EventEmitter<RtmpPublisherEvents> {
  private readonly rtmp = new RtmpReader();
  private readonly hello: NodeJS.Timeout;
  private name: string | undefined;
  /** Has not said what it wants. */
  isStranger = true;
  private waiting: [Buffer, TagFacts][] | null = [];
  private waitingBytes = 0;

  constructor(private readonly socket: Socket) {
    super();
    this.hello = setTimeout(() => this.close(), helloPatienceMs);
    socket.setNoDelay(true).setTimeout(silencePatienceMs, () => this.close());
    socket.on('error', () => this.close());
    socket.once('close', () => {
      clearTimeout(this.hello);
      this.emit('closed');
      this.removeAllListeners();
    });
    socket.on('data', (bytes) => this.read(bytes));
    this.rtmp.onOutputCallback = (bytes) => void socket.write(bytes);
    this.rtmp.onConnectCallback = ({ name }) => (this.name = String(name));
    this.rtmp.onPlayCallback = () => this.close();
    this.rtmp.onPushCallback = () => {
      clearTimeout(this.hello);
      this.rtmp.admit();
      this.isStranger = false;
      this.emit('publish', { name: this.name ?? '' });
    };
    this.rtmp.onPacketCallback = (packet) => this.take(packet);
  }

  /** It may; what came meanwhile is told first. */
  accept(): void {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    this.emit('tag', Flv.createHeader(true, true), headerFacts);
    for (const [tag, facts] of waiting) this.emit('tag', tag, facts);
  }

  get closed(): boolean {
    return this.socket.destroyed;
  }

  close(): void {
    this.socket.destroy();
  }

  private read(bytes: Buffer): void {
    try {
      if (this.rtmp.parserData(bytes) !== null) this.close();
    } catch {
      // Whatever the reader trips over was no RTMP.
      this.close();
    }
  }

  private take(packet: AvPacket): void {
    const kind = kinds[packet.codec_type as keyof typeof kinds];
    if (!kind || this.name === undefined) return;
    // Its bytes are the reader's own: the tag is a copy.
    const tag = Flv.createMessage(packet);
    const facts: TagFacts = {
      kind,
      dts: packet.dts,
      pts: packet.pts,
      isH264: kind === 'video' && packet.codec_id === 7,
      isKeyFrame: packet.flags === 3,
      isHeader: ![1, 3, 4].includes(packet.flags),
    };
    if (!this.waiting) return void this.emit('tag', tag, facts);
    this.waiting.push([tag, facts]);
    this.waitingBytes += tag.length;
    if (this.waitingBytes > maxWaitingBytes) this.close();
  }
}

const headerFacts: TagFacts = { kind: 'data', dts: 0, pts: 0, isH264: false, isKeyFrame: false, isHeader: true };
