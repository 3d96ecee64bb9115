import type { ConsumerView, PlaybackView } from '@sammelan/shared/playback/playback.dto.js';
import type { SeatView, Source } from '@sammelan/shared/stage/stage.dto.js';
import { RtcPeer, type RemoteTransport } from './rtc-peer.js';
import {
  AudioSender,
  audioParameters,
  PacketCounter,
  plainRtpCapabilities,
  VideoSender,
  videoParameters,
} from './rtp.js';
import type { TestClient } from './test-client.js';

const microphoneSsrc = 1000;
const cameraSsrc = 2001;

/** A speaker who came in by a socket: sits down, opens a transport, sends microphone and camera. */
export class StageSpeaker {
  peer!: RtcPeer;
  private audio: AudioSender | undefined;
  private video: VideoSender | undefined;

  private constructor(
    readonly client: TestClient,
    readonly seat: SeatView,
  ) {}

  static async sit(client: TestClient, name?: string): Promise<StageSpeaker> {
    return new StageSpeaker(client, await client.send('stage:sit', name ? { name } : {}));
  }

  /** Also to send again after the media plane was rebuilt. */
  async send(): Promise<this> {
    this.silence();
    const view = await this.client.send('stage:open-transport', {});
    this.peer = RtcPeer.create(view as unknown as RemoteTransport);
    const transportId = view.id;
    const { dtlsParameters } = this.peer;
    await this.client.send('stage:connect-transport', { transportId, dtlsParameters });
    const produce = (source: Source, rtpParameters: object) =>
      this.client.send('stage:produce', { transportId, source, rtpParameters });
    await produce('microphone', audioParameters(microphoneSsrc));
    await produce('camera', videoParameters(cameraSsrc));
    await this.peer.opened();
    this.audio = new AudioSender(this.peer, microphoneSsrc);
    this.video = new VideoSender(this.peer, [cameraSsrc]);
    return this;
  }

  /** Nothing is sent any more; nobody is told. */
  silence(): void {
    this.audio?.stop();
    this.video?.stop();
  }

  /** The tab is gone: the socket breaks, packets stop. */
  vanish(): void {
    this.silence();
    this.peer?.close();
    this.client.close();
  }
}

/** A viewer who came in by a socket and does what the web page does. */
export class StageViewer {
  private readonly consumers = new Map<string, ConsumerView>();
  peer!: RtcPeer;
  private counter!: PacketCounter;

  private constructor(readonly client: TestClient) {}

  static async watch(client: TestClient): Promise<StageViewer> {
    const viewer = new StageViewer(client);
    client.on('playback:offered', ({ consumers }) => viewer.take(consumers));
    client.on('playback:withdrawn', ({ consumerIds }) => consumerIds.forEach((id) => viewer.consumers.delete(id)));
    client.on('playback:reset', () => void viewer.open());
    await viewer.open();
    return viewer;
  }

  /** Two round trips. */
  async open(): Promise<void> {
    const view: PlaybackView = await this.client.send('playback:open', { rtpCapabilities: plainRtpCapabilities });
    this.peer?.close();
    this.consumers.clear();
    for (const consumer of view.consumers) this.consumers.set(consumer.id, consumer);
    this.peer = RtcPeer.create(view.transport as unknown as RemoteTransport);
    this.counter = new PacketCounter(this.peer);
    await this.client.send('playback:start', { dtlsParameters: this.peer.dtlsParameters });
    await this.peer.opened();
  }

  get offered(): { seatId: string; source: Source }[] {
    return [...this.consumers.values()].map(({ seatId, source }) => ({ seatId, source }));
  }

  /** Packets of a source received so far on the present connection. */
  packets(source: Source, seatId?: string): number {
    const consumer = [...this.consumers.values()].find(
      (one) => one.source === source && (seatId === undefined || one.seatId === seatId),
    );
    const parameters = consumer?.rtpParameters as { encodings: { ssrc: number }[] } | undefined;
    return this.counter.packets(parameters?.encodings[0]?.ssrc);
  }

  leave(): void {
    this.peer.close();
    this.client.close();
  }

  private take(consumers: ConsumerView[]): void {
    for (const consumer of consumers) this.consumers.set(consumer.id, consumer);
    void this.client.send('playback:resume', { consumerIds: consumers.map(({ id }) => id) }).catch(() => undefined);
  }
}
