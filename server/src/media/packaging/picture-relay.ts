import { type PictureSize, sizeIn } from './picture-size.js';
import { readRtp } from './rtp.js';

/** A picture's length at 30 a second, in ticks of 90 kHz: how much earlier the copy of the first one is. */
const copyTicks = 3000;

/**
 * Hands on the RTP packets of one picture. The first picture is sent twice: ffmpeg does not know the time of a stream's
 * first one and has to let it go, and the next key frame may be seconds away. The router sends nothing before a key frame.
 * Where `whole`, nothing is handed on any more once the picture has changed its size: a copied rung has one.
 */
export class PictureRelay {
  private first: Buffer[] = [];
  private base: number | undefined;
  private size: PictureSize | undefined;
  private stopped = false;

  constructor(
    private readonly options: {
      mimeType: string;
      whole: boolean;
      send: (packet: Buffer) => void;
      /** The picture's size is another than at its start. */
      onResized: () => void;
    },
  ) {}

  receive(packet: Buffer): void {
    const rtp = readRtp(packet);
    if (!rtp || this.stopped) return;
    this.look(rtp.payload);
    if (this.stopped) return;
    if (this.base !== undefined) return this.hand(packet, this.base);
    const ends = ((packet[1] ?? 0) & 0x80) !== 0;
    const isNext = this.first[0] !== undefined && this.first[0].readUInt32BE(4) !== rtp.timestamp;
    this.first.push(packet);
    if (ends || isNext) this.begin();
  }

  private begin(): void {
    const [head] = this.first;
    if (!head) return;
    const [sequence, timestamp] = [head.readUInt16BE(2), head.readUInt32BE(4)];
    const own = this.first.filter((packet) => packet.readUInt32BE(4) === timestamp);
    const span = 1 + Math.max(...own.map((packet) => (packet.readUInt16BE(2) - sequence) & 0xffff));
    for (const packet of own) {
      const copy = Buffer.from(packet);
      copy.writeUInt32BE((timestamp - copyTicks) >>> 0, 4);
      this.hand(copy, sequence - 1);
    }
    this.base = sequence - 1 - span;
    for (const packet of this.first) this.hand(packet, this.base);
    this.first = [];
  }

  private hand(packet: Buffer, base: number): void {
    packet.writeUInt16BE((packet.readUInt16BE(2) - base) & 0xffff, 2);
    this.options.send(packet);
  }

  private look(payload: Buffer): void {
    const size = sizeIn(this.options.mimeType, payload);
    if (!size) return;
    this.size ??= size;
    if (size.width === this.size.width && size.height === this.size.height) return;
    this.stopped = this.options.whole;
    this.size = size;
    this.options.onResized();
  }
}
