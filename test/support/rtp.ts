import type { types } from 'mediasoup';
import type { RtcPeer } from './rtc-peer.js';

/** Where packets go and come from. */
export type Wire = Pick<RtcPeer, 'send' | 'onPacket'>;

export const vp8PayloadType = 101;
export const opusPayloadType = 111;

/** What a receiver announces that can decode Opus and VP8; plain enough for hand-made packets. */
export const plainRtpCapabilities: types.RtpCapabilities = {
  codecs: [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2, preferredPayloadType: 100 },
    {
      kind: 'video',
      mimeType: 'video/VP8',
      clockRate: 90_000,
      preferredPayloadType: 103,
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'ccm', parameter: 'fir' }],
    },
  ],
  headerExtensions: [],
};

export const audioParameters = (ssrc: number): types.RtpParameters => ({
  codecs: [{ mimeType: 'audio/opus', payloadType: opusPayloadType, clockRate: 48_000, channels: 2 }],
  headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1 }],
  encodings: [{ ssrc }],
  rtcp: { cname: `cname-${ssrc}` },
});

/** VP8 from the given SSRCs; more than one is simulcast, smallest picture first. */
export const videoParameters = (...ssrcs: number[]): types.RtpParameters => ({
  codecs: [
    {
      mimeType: 'video/VP8',
      payloadType: vp8PayloadType,
      clockRate: 90_000,
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
    },
  ],
  encodings: ssrcs.map((ssrc) => ({ ssrc })),
  rtcp: { cname: `cname-${ssrcs[0]}` },
});

export const isRtcp = (packet: Buffer): boolean => {
  const type = packet[1] ?? 0;
  return type >= 200 && type <= 207; // RFC 5761, section 4
};

/** RFC 4585: payload-specific feedback (206), format 1. */
const isPictureLoss = (packet: Buffer): boolean => packet[1] === 206 && ((packet[0] ?? 0) & 0x1f) === 1;

/**
 * A VP8 encoder's packets without the encoder: 30 one-packet frames a second per layer, a key frame when one is asked
 * for, and sender reports (mediasoup needs them to change layers).
 */
export class VideoSender {
  private readonly sequence = new Map<number, number>();
  private readonly keyWanted = new Set<number>();
  private readonly timer: NodeJS.Timeout;
  private readonly stopListening: () => void;
  private frames = 0;
  /** Key frames that were asked for, over all layers. */
  keyFrameRequests = 0;

  constructor(
    private readonly peer: Wire,
    /** SSRCs sent; add one later for a layer that appears late. */
    readonly ssrcs: number[],
  ) {
    for (const ssrc of ssrcs) this.keyWanted.add(ssrc);
    this.stopListening = peer.onPacket((packet) => this.onFeedback(packet));
    this.timer = setInterval(() => this.tick(), 33);
  }

  stop(): void {
    clearInterval(this.timer);
    this.stopListening();
  }

  private onFeedback(packet: Buffer): void {
    if (!isRtcp(packet)) return;
    // A compound packet (RFC 3550, 6.1): walk its parts.
    for (let offset = 0; offset + 12 <= packet.length;) {
      const part = packet.subarray(offset);
      if (isPictureLoss(part)) {
        this.keyFrameRequests += 1;
        this.keyWanted.add(part.readUInt32BE(8));
      }
      offset += (part.readUInt16BE(2) + 1) * 4;
    }
  }

  private tick(): void {
    this.frames += 1;
    const timestamp = (this.frames * 3000) >>> 0;
    for (const ssrc of this.ssrcs) {
      const sequence = ((this.sequence.get(ssrc) ?? 0) + 1) & 0xffff;
      const known = this.sequence.has(ssrc);
      this.sequence.set(ssrc, sequence);
      const key = !known || this.keyWanted.delete(ssrc);
      this.peer.send(vp8Packet(ssrc, sequence, timestamp, key));
      if (this.frames % 15 === 0) this.peer.send(senderReport(ssrc, timestamp, sequence));
    }
  }
}

/** Opus packets at 20 ms with an audio level (0 loudest … 127 silent) that comes and goes as speech does. */
export class AudioSender {
  private readonly timer: NodeJS.Timeout;
  private sequence = 0;

  constructor(
    private readonly peer: Wire,
    private readonly ssrc: number,
    public level = 10,
  ) {
    this.timer = setInterval(() => this.tick(), 20);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Syllables and pauses: mediasoup takes an even level for the noise of the room. */
  private loudness(): number {
    const speaks = this.sequence % 25 < 18;
    return speaks ? Math.min(127, this.level + ((this.sequence * 7) % 12)) : 110;
  }

  private tick(): void {
    this.sequence = (this.sequence + 1) & 0xffff;
    // One-byte header extension (RFC 5285), id 1: voice flag and level (RFC 6464).
    const extension = Buffer.from([0xbe, 0xde, 0, 1, 0x10, 0x80 | this.loudness(), 0, 0]);
    const header = rtpHeader(opusPayloadType, this.ssrc, this.sequence, (this.sequence * 960) >>> 0, true);
    header[0] = (header[0] ?? 0) | 0x10;
    this.peer.send(Buffer.concat([header, extension, Buffer.alloc(60, 0x55)]));
  }
}

/** Counts what a receiver gets, by SSRC. */
export class PacketCounter {
  readonly bySsrc = new Map<number, { packets: number; keyFrames: number; firstPacket?: Buffer }>();

  constructor(peer: Wire) {
    peer.onPacket((packet) => {
      if (isRtcp(packet) || packet.length < 20) return;
      const ssrc = packet.readUInt32BE(8);
      const entry = this.bySsrc.get(ssrc) ?? { packets: 0, keyFrames: 0 };
      entry.packets += 1;
      // Payload descriptor (RFC 7741) then the frame tag, whose lowest bit is 0 for a key frame.
      const payload = payloadOf(packet);
      if (payload.length === vp8PayloadLength && ((payload[1] ?? 1) & 1) === 0) entry.keyFrames += 1;
      this.bySsrc.set(ssrc, entry);
    });
  }

  packets(ssrc: number | undefined): number {
    return this.bySsrc.get(ssrc ?? -1)?.packets ?? 0;
  }

  keyFrames(ssrc: number | undefined): number {
    return this.bySsrc.get(ssrc ?? -1)?.keyFrames ?? 0;
  }
}

const vp8PayloadLength = 300;

function payloadOf(packet: Buffer): Buffer {
  const extended = ((packet[0] ?? 0) & 0x10) !== 0;
  const extension = extended ? 4 + packet.readUInt16BE(14) * 4 : 0;
  return packet.subarray(12 + extension);
}

function rtpHeader(payloadType: number, ssrc: number, sequence: number, timestamp: number, marker: boolean): Buffer {
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = (marker ? 0x80 : 0) | payloadType;
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(timestamp, 4);
  header.writeUInt32BE(ssrc, 8);
  return header;
}

/** One VP8 frame in one packet, with a payload of `length` bytes that no decoder would like. */
export function vp8Packet(
  ssrc: number,
  sequence: number,
  timestamp: number,
  key: boolean,
  length = vp8PayloadLength,
): Buffer {
  const payload = Buffer.alloc(length, 0x42);
  payload[0] = 0x10; // start of a partition, no extension
  payload[1] = key ? 0x10 : 0x11;
  // Start code and size of a key frame: 320 × 180.
  if (key) payload.set([0x00, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00], 2);
  return Buffer.concat([rtpHeader(vp8PayloadType, ssrc, sequence, timestamp, true), payload]);
}

/** RFC 3550, 6.4.1, without report blocks. */
function senderReport(ssrc: number, timestamp: number, packets: number): Buffer {
  const report = Buffer.alloc(28);
  report[0] = 0x80;
  report[1] = 200;
  report.writeUInt16BE(6, 2);
  report.writeUInt32BE(ssrc, 4);
  const now = Date.now() / 1000 + 2_208_988_800; // NTP counts from 1900
  report.writeUInt32BE(Math.floor(now) >>> 0, 8);
  report.writeUInt32BE(Math.floor((now % 1) * 2 ** 32) >>> 0, 12);
  report.writeUInt32BE(timestamp, 16);
  report.writeUInt32BE(packets, 20);
  report.writeUInt32BE(packets * vp8PayloadLength, 24);
  return report;
}
