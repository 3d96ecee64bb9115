import { createRequire } from 'node:module';
import type * as NodeDataChannel from 'node-datachannel';
import type { types } from 'mediasoup';

// The package's ES module entry does not pass Jest's transform; its CommonJS one does.
const rtc = createRequire(import.meta.url)('node-datachannel') as typeof NodeDataChannel;

/** The server's half of a transport, as `stage:open-transport` and `playback:open` hand it out. */
export interface RemoteTransport {
  iceParameters: types.IceParameters;
  iceCandidates: types.IceCandidate[];
  dtlsParameters: types.DtlsParameters;
}

/**
 * A real WebRTC end (libdatachannel: ICE, DTLS, SRTP) against a mediasoup transport. One m-line carries every packet,
 * which mediasoup tells apart by SSRC; RTP is made and read by hand.
 */
export class RtcPeer {
  readonly dtlsParameters: types.DtlsParameters;
  private readonly listeners = new Set<(packet: Buffer) => void>();

  private constructor(
    private readonly pc: NodeDataChannel.PeerConnection,
    private readonly track: NodeDataChannel.Track,
    private readonly remoteSdp: string,
  ) {
    const sdp = pc.localDescription()?.sdp ?? '';
    const fingerprint = /a=fingerprint:(\S+) (\S+)/.exec(sdp);
    if (!fingerprint) throw new Error('the peer has no fingerprint');
    this.dtlsParameters = {
      role: 'client',
      fingerprints: [{ algorithm: 'sha-256', value: fingerprint[2] ?? '' }],
    };
    track.onMessage((packet) => {
      for (const listener of this.listeners) listener(packet);
    });
  }

  /** Makes this end; pass `dtlsParameters` to the server, then `await opened()`. */
  static create(remote: RemoteTransport): RtcPeer {
    const pc = new rtc.PeerConnection('peer', { iceServers: [], disableAutoNegotiation: true });
    const media = new rtc.Audio('0', 'SendRecv');
    media.addOpusCodec(111);
    media.addSSRC(1, 'peer');
    const track = pc.addTrack(media);
    pc.setLocalDescription('offer');
    return new RtcPeer(pc, track, answer(remote));
  }

  /**
   * Connects; resolves when DTLS is up. To be called when the server has the DTLS parameters: a first flight that comes
   * too early is dropped, and comes again only after a second.
   */
  async opened(timeoutMs = 10_000): Promise<void> {
    this.pc.setRemoteDescription(this.remoteSdp, 'answer');
    const deadline = Date.now() + timeoutMs;
    while (!this.track.isOpen()) {
      if (Date.now() > deadline) throw new Error(`the peer did not connect: ${this.pc.state()}/${this.pc.iceState()}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  send(packet: Buffer): void {
    if (this.track.isOpen()) this.track.sendMessageBinary(packet);
  }

  /** Every RTP and RTCP packet that comes in. Returns the way to stop listening. */
  onPacket(listener: (packet: Buffer) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.listeners.clear();
    this.pc.close();
  }
}

/** Ends the library's threads, without which the process does not exit. Call after the last peer, once per file. */
export function endPeers(): void {
  rtc.cleanup();
}

function answer({ iceParameters, iceCandidates, dtlsParameters }: RemoteTransport): string {
  const fingerprint = dtlsParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256');
  // By UDP only: over TCP libdatachannel loses its place in the stream in every third handshake.
  const candidates = iceCandidates
    .filter(({ protocol }) => protocol === 'udp')
    .map((one) => `a=candidate:${one.foundation} 1 udp ${one.priority} ${one.address} ${one.port} typ ${one.type}`);
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 127.0.0.1',
    'a=mid:0',
    'a=sendrecv',
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
    'a=setup:passive',
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    `a=fingerprint:sha-256 ${fingerprint?.value}`,
    ...candidates,
    'a=end-of-candidates',
    '',
  ].join('\r\n');
}
