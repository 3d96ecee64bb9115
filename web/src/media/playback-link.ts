import { AppError } from '@sammelan/shared/contract/errors.js';
import type { ConsumerView, HlsView, PlaybackSetupView, Quality } from '@sammelan/shared/playback/playback.dto.js';
import type { Source } from '@sammelan/shared/stage/stage.dto.js';
import type { IceParameters, RtpCapabilities } from 'mediasoup-client/types';
import { type LinkPhase, Mender } from './mender.js';
import { receivableHere } from './receive/capabilities.js';
import type { RemoteTransport } from './receive/remote-offer.js';
import { type Change, Receiver } from './receive/receiver.js';
import type { Signalling } from './signalling.js';

export interface ReceivedTrack {
  seatId: string;
  source: Source;
  track: MediaStreamTrack;
}

interface Hooks {
  quality: () => Quality;
  /** Whether this browser plays HLS, for all that is known. */
  hlsPlays: () => boolean;
  /** Where the same is to be had by HLS. */
  onHls: (hls: HlsView | null) => void;
  onPhase: (phase: LinkPhase) => void;
  /** All has been said that must be said for media to come. */
  onAnswered: () => void;
  onTracks: (tracks: ReceivedTrack[]) => void;
}

/** The receiving transport of one viewer: opened in two round trips, follows the offers, mended or replaced when lost. */
export class PlaybackLink {
  private readonly consumers = new Map<string, ConsumerView>();
  private readonly mender: Mender;
  private readonly undo: (() => void)[];
  private capabilities: RtpCapabilities | undefined;
  private receiver: Receiver | undefined;
  /** The one before, still showing while the present one connects. */
  private former: Receiver | undefined;
  private stopped = false;

  constructor(
    private readonly signalling: Signalling,
    private readonly fetchSetup: () => Promise<PlaybackSetupView>,
    private readonly hooks: Hooks,
  ) {
    this.mender = new Mender({
      state: () => this.receiver?.state,
      open: () => this.connect(),
      restartIce: () => this.restart(),
      onPhase: (phase) => this.hooks.onPhase(phase),
    });
    // Opened at once: the question goes out in one breath with the connection that is being made.
    void this.mender.open();
    let isFirst = true;
    const onReady = () => {
      if (!isFirst || !this.mender.isOpening) void this.mender.open();
      isFirst = false;
    };
    this.undo = [
      signalling.on('playback:offered', ({ consumers }) => void this.take(consumers)),
      signalling.on('playback:withdrawn', ({ consumerIds }) => void this.drop(consumerIds)),
      signalling.on('playback:reset', () => void this.mender.open()),
      signalling.onReady(onReady),
    ];
  }

  stop(): void {
    this.stopped = true;
    this.mender.stop();
    for (const undo of this.undo.splice(0)) undo();
    this.former?.close();
    this.receiver?.close();
    this.receiver = undefined;
    this.consumers.clear();
    // The server would notice by itself, later.
    void this.signalling.send('playback:close', {}).catch(() => undefined);
  }

  /** Something happened that may have killed the connection unseen: sees to it. */
  look(networkChanged: boolean): void {
    this.mender.look(networkChanged);
  }

  async stats(): Promise<RTCStatsReport | undefined> {
    return this.receiver?.stats();
  }

  private async connect(): Promise<void> {
    // Relay credentials live a few minutes, so each connection asks for its own; what routers speak never changes.
    const asked = this.fetchSetup();
    asked.catch(() => undefined);
    const rtpCapabilities = (this.capabilities ??= receivableHere(
      (await asked).routerRtpCapabilities as RtpCapabilities,
    ));
    if (!rtpCapabilities.codecs?.length) throw new AppError('media-unsupported', 'This browser cannot receive WebRTC.');
    const [view, { iceServers }] = await Promise.all([
      this.signalling.send('playback:open', {
        rtpCapabilities,
        quality: this.hooks.quality(),
        hls: this.hooks.hlsPlays(),
      }),
      asked,
    ]);
    if (this.stopped) return;
    this.hooks.onHls(view.hls);
    const receiver = new Receiver(
      view.transport as RemoteTransport,
      rtpCapabilities,
      iceServers,
      async (dtlsParameters) => {
        const started = this.signalling.send('playback:start', { dtlsParameters });
        this.hooks.onAnswered();
        await started;
      },
      (state) => this.receiver === receiver && this.onState(state),
    );
    this.former?.close();
    this.former = this.receiver;
    this.receiver = receiver;
    this.consumers.clear();
    await this.apply({ add: view.consumers });
  }

  private onState(state: RTCPeerConnectionState): void {
    this.mender.onState(state);
    if (state !== 'connected') return;
    this.publish();
    this.former?.close();
    this.former = undefined;
  }

  private async take(consumers: readonly ConsumerView[]): Promise<void> {
    const consumerIds = consumers.map(({ id }) => id);
    await this.orReopen(async () => {
      await this.apply({ add: consumers });
      this.publish();
      await this.signalling.send('playback:resume', { consumerIds });
    });
  }

  private async drop(consumerIds: readonly string[]): Promise<void> {
    await this.orReopen(async () => {
      const change = this.apply({ remove: consumerIds });
      this.publish();
      await change;
    });
  }

  private async apply({ add = [], remove = [] }: Change): Promise<void> {
    for (const id of remove) this.consumers.delete(id);
    for (const consumer of add) this.consumers.set(consumer.id, consumer);
    await this.receiver?.change({ add, remove });
  }

  private async restart(): Promise<void> {
    const { iceParameters } = await this.signalling.send('playback:restart-ice', {});
    await this.receiver?.restartIce(iceParameters as IceParameters);
  }

  /** What fails on the present connection is opened anew; what fails on one that was replaced meanwhile is no matter. */
  private async orReopen(work: () => Promise<void>): Promise<void> {
    const receiver = this.receiver;
    if (!receiver) return;
    await work().catch(async () => {
      if (this.receiver === receiver) await this.mender.open();
    });
  }

  private publish(): void {
    // Before it is connected there is nothing to see yet; what the former one shows stays.
    if (this.receiver?.state !== 'connected') return;
    const tracks = [...this.consumers.values()].flatMap(({ id, seatId, source }) => {
      const track = this.receiver?.track(id);
      return track ? [{ seatId, source, track }] : [];
    });
    this.hooks.onTracks(tracks);
  }
}
