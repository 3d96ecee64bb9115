import type { ClockPoint } from './sender-clock.js';

const silentFrame = [0xff, 0xfe];

/**
 * A packet of Opus that says nothing for so long: frames of CELT, fullband, of 20 or 10 ms (RFC 6716, 3.1).
 * @param ms a multiple of 10, up to 120
 */
export function silentOpus(ms: number): Buffer {
  const [toc, frameMs] = ms % 20 === 0 ? [0xf8, 20] : [0xf0, 10];
  const frames = ms / frameMs;
  if (frames === 1) return Buffer.from([toc, ...silentFrame]);
  return Buffer.from([toc | 3, frames, ...Array.from({ length: frames }, () => silentFrame).flat()]);
}

/** How long the sound in an Opus packet lasts, in ms (RFC 6716, 3.1 and 3.2.5); 20, which is usual, where it does not say. */
export function opusMs(payload: Buffer): number {
  const [toc, count = 0] = payload;
  if (toc === undefined) return 20;
  const config = toc >> 3;
  const lengths = config < 12 ? [10, 20, 40, 60] : config < 16 ? [10, 20, 10, 20] : [2.5, 5, 10, 20];
  const frames = [1, 2, 2, count & 0x3f][toc & 3] ?? 1;
  return (lengths[config & 3] ?? 20) * Math.max(1, frames);
}

/** NTP counts from 1900. */
const ntpEpochSeconds = 2_208_988_800;

/** A sender report without report blocks (RFC 3550, 6.4.1): at `point.ntpMs` the stream stood at `point.rtpTimestamp`. */
export function senderReport(ssrc: number, { ntpMs, rtpTimestamp }: ClockPoint): Buffer {
  const report = Buffer.alloc(28);
  const seconds = ntpMs / 1000 + ntpEpochSeconds;
  report[0] = 0x80;
  report[1] = 200;
  report.writeUInt16BE(6, 2);
  report.writeUInt32BE(ssrc >>> 0, 4);
  report.writeUInt32BE(Math.floor(seconds) >>> 0, 8);
  report.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32) >>> 0, 12);
  report.writeUInt32BE(rtpTimestamp >>> 0, 16);
  return report;
}

/** Where a stream's timestamp stands at `ntpMs`, told from one known point. */
export const timestampAt = (point: ClockPoint, ntpMs: number, clockRate: number): number =>
  (point.rtpTimestamp + Math.round(((ntpMs - point.ntpMs) * clockRate) / 1000)) >>> 0;

/** The way from one timestamp to another, at most half the circle: negative where `to` lies before `from`. */
export const timestampDistance = (from: number, to: number): number => (to - from) | 0;

export interface RtpPacket {
  sequence: number;
  timestamp: number;
  payload: Buffer;
}

/** Reads a packet of RTP (RFC 3550, 5.1); null for RTCP and for what is none. */
export function readRtp(packet: Buffer): RtpPacket | null {
  const [first = 0, second = 0] = packet;
  if (packet.length < 12 || first >> 6 !== 2 || (second >= 200 && second <= 207)) return null;
  let at = 12 + (first & 0x0f) * 4;
  if (first & 0x10) at += at + 4 <= packet.length ? 4 + packet.readUInt16BE(at + 2) * 4 : 4;
  const padding = first & 0x20 ? (packet[packet.length - 1] ?? 0) : 0;
  if (at + padding > packet.length) return null;
  return {
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    payload: packet.subarray(at, packet.length - padding),
  };
}

export function writeRtp(payloadType: number, ssrc: number, { sequence, timestamp, payload }: RtpPacket): Buffer {
  const packet = Buffer.alloc(12 + payload.length);
  packet[0] = 0x80;
  packet[1] = payloadType;
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(timestamp >>> 0, 4);
  packet.writeUInt32BE(ssrc >>> 0, 8);
  payload.copy(packet, 12);
  return packet;
}
