import type { SpeakerTransport } from '@sammelan/server/media/speaker-transport.js';
import type { StageRoom } from '@sammelan/server/media/stage-room.js';
import type { ConsumerOffer, ViewerTransport } from '@sammelan/server/media/viewer-transport.js';
import { RtcPeer } from './rtc-peer.js';
import {
  AudioSender,
  audioParameters,
  PacketCounter,
  plainRtpCapabilities,
  VideoSender,
  videoParameters,
} from './rtp.js';

const microphoneSsrc = 1000;
export const cameraSsrcs = [2001, 2002, 2003] as const;

/** A speaker on a room: microphone and a camera of as many simulcast layers as wanted, with hand-made packets. */
export class TestSpeaker {
  private constructor(
    readonly transport: SpeakerTransport,
    readonly peer: RtcPeer,
    public audio: AudioSender,
    public video: VideoSender,
  ) {}

  static async join(room: StageRoom, seatId: string, layers = 1): Promise<TestSpeaker> {
    const transport = await room.openSpeaker(seatId);
    const peer = RtcPeer.create(transport.offer);
    await transport.connect(peer.dtlsParameters);
    await peer.opened();
    const announced = layers > 1 ? cameraSsrcs : cameraSsrcs.slice(0, 1);
    await transport.produce('microphone', audioParameters(microphoneSsrc));
    await transport.produce('camera', videoParameters(...announced));
    const audio = new AudioSender(peer, microphoneSsrc);
    return new TestSpeaker(transport, peer, audio, new VideoSender(peer, cameraSsrcs.slice(0, layers)));
  }

  /** The network goes: nothing is sent any more, and nobody is told. */
  fallSilent(): void {
    this.audio.stop();
    this.video.stop();
  }

  speakAgain(): void {
    this.audio = new AudioSender(this.peer, microphoneSsrc);
    this.video = new VideoSender(this.peer, this.video.ssrcs);
  }

  leave(): void {
    this.fallSilent();
    this.peer.close();
  }
}

/** A viewer who does what the web client does: builds what is offered, then says so. */
export class TestViewer {
  readonly offers = new Map<string, ConsumerOffer>();
  readonly counter: PacketCounter;

  private constructor(
    readonly transport: ViewerTransport,
    readonly peer: RtcPeer,
  ) {
    this.counter = new PacketCounter(peer);
  }

  /** Opens and, unless `start` is false, starts. */
  static async join(
    room: StageRoom,
    identityId: string,
    options: { start?: boolean; preview?: Set<string> } = {},
  ): Promise<TestViewer> {
    const wants = (seatId: string, onAir: boolean) => onAir || (options.preview?.has(seatId) ?? false);
    const transport = await room.openViewer(identityId, plainRtpCapabilities, wants);
    const { transport: offer, consumers } = transport.open();
    const viewer = new TestViewer(transport, RtcPeer.create(offer));
    for (const consumer of consumers) viewer.offers.set(consumer.id, consumer);
    transport.on('removed', (ids) => ids.forEach((id) => viewer.offers.delete(id)));
    transport.on('added', (added) => {
      for (const consumer of added) viewer.offers.set(consumer.id, consumer);
      void transport.resume(added.map(({ id }) => id));
    });
    if (options.start !== false) {
      await transport.start(viewer.peer.dtlsParameters);
      await viewer.peer.opened();
    }
    return viewer;
  }

  /** The consumer offered for a source, if there is one now. */
  offer(source: ConsumerOffer['source'], seatId?: string): ConsumerOffer | undefined {
    return [...this.offers.values()].find((offer) => offer.source === source && (!seatId || offer.seatId === seatId));
  }

  /** Packets received of a source so far. */
  packets(source: ConsumerOffer['source'], seatId?: string): number {
    return this.counter.packets(this.offer(source, seatId)?.rtpParameters.encodings?.[0]?.ssrc);
  }

  keyFrames(source: ConsumerOffer['source']): number {
    return this.counter.keyFrames(this.offer(source)?.rtpParameters.encodings?.[0]?.ssrc);
  }

  leave(): void {
    this.transport.close();
    this.peer.close();
  }
}
