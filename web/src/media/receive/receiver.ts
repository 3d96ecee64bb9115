import type { ConsumerView } from '@sammelan/shared/playback/playback.dto.js';
import type { DtlsParameters, IceParameters, RtpCapabilities, RtpParameters } from 'mediasoup-client/types';
import {
  dtlsParametersOf,
  keepStereo,
  probationSection,
  type RemoteTransport,
  type Section,
  writeOffer,
} from './remote-offer.js';

/** What is to be received from now on, and what not any more (consumer ids). */
export interface Change {
  add?: readonly ConsumerView[];
  remove?: readonly string[];
}

const sectionOf = ({ id, kind, seatId, source, rtpParameters }: ConsumerView): Section => {
  const parameters = rtpParameters as RtpParameters;
  if (parameters.mid === undefined) throw new Error('the consumer has no mid');
  // A seat's microphone and camera are in step with each other; its screen is not tied to its voice.
  const streamId = source === 'screen' ? `${seatId}-screen` : seatId;
  return { mid: parameters.mid, kind, rtpParameters: parameters, streamId, trackId: id, closed: false };
};

/**
 * This browser's end of one receiving transport. mediasoup-client would do the same in 30 KB, of which receiving needs a
 * twentieth: the offer is written by hand and all browsers answer it alike.
 */
export class Receiver {
  private readonly connection: RTCPeerConnection;
  private readonly sections: Section[];
  private readonly remote: RemoteTransport;
  private work: Promise<unknown> = Promise.resolve();
  private version = 0;
  private connected: Promise<void> | undefined;

  /**
   * @param connect tells the server this end's DTLS parameters, once, with the first negotiation
   */
  constructor(
    remote: RemoteTransport,
    capabilities: RtpCapabilities,
    iceServers: RTCIceServer[],
    private readonly connect: (dtlsParameters: DtlsParameters) => Promise<void>,
    onState: (state: RTCPeerConnectionState) => void,
  ) {
    this.remote = { ...remote };
    const extensions = (capabilities.headerExtensions ?? []).filter(({ kind }) => kind === 'video');
    this.sections = [probationSection(extensions.map(({ uri, preferredId }) => ({ uri, id: preferredId })))];
    this.connection = new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
    this.connection.onconnectionstatechange = () => onState(this.connection.connectionState);
  }

  get state(): RTCPeerConnectionState {
    return this.connection.connectionState;
  }

  /** Takes up a change in one negotiation. The first one, even an empty one, connects the transport. */
  change({ add = [], remove = [] }: Change): Promise<void> {
    return this.queue(async () => {
      for (const section of this.sections) if (remove.includes(section.trackId)) section.closed = true;
      for (const consumer of add) this.place(sectionOf(consumer));
      await this.negotiate();
    });
  }

  /** The track of a consumer that was added and not removed. */
  track(consumerId: string): MediaStreamTrack | undefined {
    const section = this.sections.find(({ trackId, closed }) => trackId === consumerId && !closed);
    return this.connection.getTransceivers().find(({ mid }) => mid === section?.mid)?.receiver.track;
  }

  /** Goes on over another network path. */
  restartIce(iceParameters: IceParameters): Promise<void> {
    return this.queue(async () => {
      this.remote.iceParameters = iceParameters;
      await this.negotiate();
    });
  }

  stats(): Promise<RTCStatsReport> {
    return this.connection.getStats();
  }

  close(): void {
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }

  private place(section: Section): void {
    // A section's kind can never change, so only one of the same kind is taken over.
    const free = this.sections.findIndex(({ closed, kind }) => closed && kind === section.kind);
    if (free >= 0) this.sections[free] = section;
    else this.sections.push(section);
  }

  private async negotiate(): Promise<void> {
    const connection = this.connection;
    await connection.setRemoteDescription({
      type: 'offer',
      sdp: writeOffer(this.remote, this.sections, ++this.version),
    });
    const { sdp = '' } = await connection.createAnswer();
    // Sent before this end starts its handshake, and answered while ICE is at work.
    this.connected ??= this.connect(dtlsParametersOf(sdp));
    await Promise.all([
      connection.setLocalDescription({ type: 'answer', sdp: keepStereo(sdp, this.sections) }),
      this.connected,
    ]);
  }

  private queue<T>(task: () => Promise<T>): Promise<T> {
    const result = this.work.then(task);
    this.work = result.catch(() => undefined);
    return result;
  }
}
