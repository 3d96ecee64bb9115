import { ortc } from 'mediasoup';
import type { types } from 'mediasoup';

/**
 * What every router of this product speaks. It is one constant, so that a client can fetch and keep it before it has a
 * socket, and opening needs no round trip to ask.
 *
 * H.264 comes first because its simulcast layers can go to HLS without transcoding. 42e01f is constrained baseline 3.1,
 * which every browser decodes; nothing is sent in a higher profile that a cheap phone decodes in software only.
 */
export const mediaCodecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    // In-band FEC keeps speech intelligible at 5 % loss; DTX sends next to nothing in silence.
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
];

/** The RTP capabilities that routers made of `mediaCodecs` answer with. */
export function routerRtpCapabilities(): types.RtpCapabilities {
  return ortc.generateRouterRtpCapabilities(mediaCodecs);
}
