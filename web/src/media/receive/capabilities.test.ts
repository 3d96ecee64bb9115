import type { RtpCapabilities } from 'mediasoup-client/types';
import { type BrowserCapabilities, receivable } from './capabilities.js';

const mid = 'urn:ietf:params:rtp-hdrext:sdes:mid';
const rid = 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id';
const router: RtpCapabilities = {
  codecs: [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2, preferredPayloadType: 100 },
    {
      kind: 'video',
      mimeType: 'video/H264',
      clockRate: 90000,
      preferredPayloadType: 101,
      parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f' },
    },
    { kind: 'video', mimeType: 'video/rtx', clockRate: 90000, preferredPayloadType: 102, parameters: { apt: 101 } },
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90000, preferredPayloadType: 103 },
    { kind: 'video', mimeType: 'video/rtx', clockRate: 90000, preferredPayloadType: 104, parameters: { apt: 103 } },
  ],
  headerExtensions: [
    { kind: 'video', uri: mid, preferredId: 1, direction: 'sendrecv' },
    { kind: 'video', uri: rid, preferredId: 2, direction: 'recvonly' },
    { kind: 'video', uri: 'urn:3gpp:video-orientation', preferredId: 6, direction: 'sendrecv' },
  ],
};

const audio: BrowserCapabilities = {
  codecs: [{ mimeType: 'audio/opus', clockRate: 48000, channels: 2, sdpFmtpLine: 'minptime=10;useinbandfec=1' }],
  headerExtensions: [],
};
const h264 = (line: string) => ({ mimeType: 'video/H264', clockRate: 90000, sdpFmtpLine: line });
const video = (...codecs: BrowserCapabilities['codecs']): BrowserCapabilities => ({
  codecs: [...codecs, { mimeType: 'video/rtx', clockRate: 90000 }],
  headerExtensions: [{ uri: mid }, { uri: rid }],
});
const names = (capabilities: RtpCapabilities) =>
  capabilities.codecs?.map(({ mimeType, preferredPayloadType }) => `${mimeType} ${preferredPayloadType}`);

describe('receivable', () => {
  it('keeps the codecs of both ends, each with its retransmission', () => {
    const plays = video(h264('level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f'));
    expect(names(receivable(router, { audio, video: plays }))).toEqual([
      'audio/opus 100',
      'video/H264 101',
      'video/rtx 102',
    ]);
  });

  it('takes every level and constraint of the same H.264 profile, no other profile or packetization', () => {
    const same = video(h264('packetization-mode=1;profile-level-id=42001f'));
    expect(names(receivable(router, { video: same }))).toContain('video/H264 101');
    for (const line of ['packetization-mode=1;profile-level-id=640c1f', 'profile-level-id=42e01f', '']) {
      expect(names(receivable(router, { video: video(h264(line)) }))).toEqual([]);
    }
  });

  it('leaves out retransmission where the browser has none', () => {
    const plays = { codecs: [{ mimeType: 'video/VP8', clockRate: 90000 }], headerExtensions: [] };
    expect(names(receivable(router, { video: plays }))).toEqual(['video/VP8 103']);
  });

  it('keeps the extensions that the router sends and the browser knows', () => {
    const { headerExtensions } = receivable(router, { audio, video: video() });
    expect(headerExtensions?.map(({ uri }) => uri)).toEqual([mid]);
  });

  it('has nothing for a browser without WebRTC', () => {
    expect(receivable(router, { audio: null, video: null })).toEqual({ codecs: [], headerExtensions: [] });
  });
});
