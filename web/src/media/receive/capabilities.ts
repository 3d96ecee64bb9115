import type { RtpCapabilities, RtpCodecCapability } from 'mediasoup-client/types';

/** What `RTCRtpReceiver.getCapabilities` tells per kind. */
export interface BrowserCapabilities {
  codecs: { mimeType: string; clockRate: number; channels?: number; sdpFmtpLine?: string }[];
  headerExtensions: { uri: string }[];
}

const format = (line = ''): Record<string, string> =>
  Object.fromEntries(
    line.split(';').map((part) => {
      const [key = '', value = ''] = part.split('=');
      return [key.trim().toLowerCase(), value.trim().toLowerCase()];
    }),
  );

// A level says how large a picture may be, a profile how it is coded: decoders here take every level of their profile.
// Baseline (42 00), constrained baseline (42 e0 and 42 c0) differ only in constraint flags (RFC 6184, 8.1).
const h264Profile = (id: unknown): string => String(id ?? '420010').slice(0, 2);

function plays(codec: RtpCodecCapability, native: BrowserCapabilities['codecs'][number]): boolean {
  if (native.mimeType.toLowerCase() !== codec.mimeType.toLowerCase()) return false;
  if (native.clockRate !== codec.clockRate || (native.channels ?? 1) !== (codec.channels ?? 1)) return false;
  if (codec.mimeType.toLowerCase() !== 'video/h264') return true;
  const has = format(native.sdpFmtpLine);
  const wants = codec.parameters ?? {};
  return (
    (has['packetization-mode'] ?? '0') === String(wants['packetization-mode'] ?? 0) &&
    h264Profile(has['profile-level-id']) === h264Profile(wants['profile-level-id'])
  );
}

const isRtx = (codec: RtpCodecCapability): boolean => codec.mimeType.toLowerCase().endsWith('/rtx');

/**
 * The router's capabilities less what this browser cannot receive. Payload types and extension ids stay the router's, as
 * mediasoup wants them; retransmission goes with the codec it repairs.
 */
export function receivable(
  router: RtpCapabilities,
  browser: Partial<Record<'audio' | 'video', BrowserCapabilities | null>>,
): RtpCapabilities {
  const codecs = router.codecs ?? [];
  const media = codecs.filter(
    (codec) => !isRtx(codec) && browser[codec.kind]?.codecs.some((native) => plays(codec, native)),
  );
  const kept = new Set(media.map((codec) => codec.preferredPayloadType));
  const repairable = new Set(
    (['audio', 'video'] as const).filter((kind) =>
      browser[kind]?.codecs.some((native) => native.mimeType.toLowerCase() === `${kind}/rtx`),
    ),
  );
  const repairs = codecs.filter(
    (codec) => isRtx(codec) && repairable.has(codec.kind) && kept.has(Number(codec.parameters?.['apt'])),
  );
  return {
    codecs: [...media, ...repairs],
    headerExtensions: (router.headerExtensions ?? []).filter(
      ({ kind, uri, direction }) =>
        direction !== 'recvonly' &&
        direction !== 'inactive' &&
        browser[kind]?.headerExtensions.some((native) => native.uri === uri),
    ),
  };
}

/** The same for the browser this runs in; nothing to receive where it has no WebRTC. */
export function receivableHere(router: RtpCapabilities): RtpCapabilities {
  if (!('RTCPeerConnection' in globalThis)) return { codecs: [], headerExtensions: [] };
  // Firefox before 113 does not tell; it plays what the router speaks.
  if (!RTCRtpReceiver.getCapabilities) return router;
  return receivable(router, {
    audio: RTCRtpReceiver.getCapabilities('audio'),
    video: RTCRtpReceiver.getCapabilities('video'),
  });
}
