import type { types } from 'mediasoup';
import type { WorkerSlot } from './worker-slot.js';

/** What a client needs to make its end of a transport (mediasoup-client: `device.create…Transport(offer)`). */
export interface TransportOffer {
  id: string;
  iceParameters: types.IceParameters;
  iceCandidates: types.IceCandidate[];
  dtlsParameters: types.DtlsParameters;
}

/** Why a transport ended; the client renegotiates on every reason but `left`, `replaced`, `removed` and `room-closed`. */
export type CloseReason =
  | 'left' // its owner went
  | 'replaced' // its owner opened another one
  | 'removed' // taken away by the producer or a moderator
  | 'timeout' // never connected
  | 'lost' // connected once, then silent for longer than the grace
  | 'worker-died'
  | 'room-closed';

// A phone that changes from Wi-Fi to mobile data restarts ICE within seconds; later than this it opens anew.
const lostGraceMs = 15_000;
// RFC 7675 consent: the default 30 s keeps ghosts for long.
const iceConsentTimeoutSeconds = 12;

/**
 * A WebRtcTransport on the slot's fixed ports, by UDP first and TCP as well, without SCTP. `on.end` is called when it
 * was not connected within `joinTimeoutMs`, when it was lost, or when its router's worker died; more than once perhaps.
 */
export async function openTransport(
  slot: WorkerSlot,
  router: types.Router,
  options: { initialBitrate: number; joinTimeoutMs: number },
  on: { connected?: () => void; end: (reason: CloseReason) => void },
): Promise<types.WebRtcTransport> {
  const transport = await router.createWebRtcTransport({
    webRtcServer: slot.webRtcServer,
    enableUdp: true,
    enableTcp: true,
    preferUdp: true,
    enableSctp: false,
    iceConsentTimeout: iceConsentTimeoutSeconds,
    initialAvailableOutgoingBitrate: options.initialBitrate,
  });
  let timer: NodeJS.Timeout | undefined;
  const endIn = (delayMs: number, reason: CloseReason) => {
    clearTimeout(timer);
    timer = setTimeout(() => on.end(reason), delayMs);
    timer.unref();
  };
  endIn(options.joinTimeoutMs, 'timeout');
  transport.on('dtlsstatechange', (state) => {
    if (state === 'connected') {
      clearTimeout(timer);
      on.connected?.();
    } else if (state === 'failed' || state === 'closed') on.end('lost');
  });
  transport.on('icestatechange', (state) => {
    if (state === 'disconnected') endIn(lostGraceMs, 'lost');
    else if (transport.dtlsState === 'connected') clearTimeout(timer);
  });
  transport.on('routerclose', () => on.end('worker-died'));
  transport.on('listenserverclose', () => on.end('worker-died'));
  transport.observer.on('close', () => clearTimeout(timer));
  return transport;
}

export function offerOf(transport: types.WebRtcTransport): TransportOffer {
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
  return { id, iceParameters, iceCandidates, dtlsParameters };
}
