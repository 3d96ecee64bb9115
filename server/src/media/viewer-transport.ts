import { EventEmitter } from 'node:events';
import type { Source } from '@sammelan/shared/stage/stage.dto.js';
import { ortc } from 'mediasoup';
import type { types } from 'mediasoup';
import type { AudienceRouter, ViewerPlace } from './audience-router.js';
import { MediaError, refusing } from './media-errors.js';
import type { RoomOptions } from './media-options.js';
import type { StageSource } from './stage-source.js';
import { type CloseReason, offerOf, openTransport, type TransportOffer } from './webrtc.js';

/** What a client needs to receive one source (mediasoup-client: `transport.consume(offer)`). */
export interface ConsumerOffer {
  id: string;
  producerId: string;
  kind: types.MediaKind;
  rtpParameters: types.RtpParameters;
  seatId: string;
  source: Source;
}

export interface ViewerTransportEvents {
  /** Sources to receive from now on, paused until `resume`. Told only after `start`. */
  added: [ConsumerOffer[]];
  /** Ids of consumers that ended. Told only after `start`. */
  removed: [string[]];
  /** A picture that it should get is in no codec that it decodes. */
  undecodable: [];
  /** The layer sent now changed; undefined: no picture is sent. */
  layer: [{ consumerId: string; spatialLayer: number | undefined }];
  /** Media can flow: whatever transport this one follows is not needed any more. */
  connected: [];
  closed: [CloseReason];
}

export interface Quality {
  /** Highest spatial layer wanted: 0, 1 or 2. */
  spatialLayer: number;
  /** False: audio only. */
  video: boolean;
}

interface Held {
  source: StageSource;
  consumer: types.Consumer;
  /** The client has its end ready. */
  acked: boolean;
}

/** The way out to one viewer: a receive-only transport whose consumers follow what the viewer should see. */
export class ViewerTransport extends EventEmitter<ViewerTransportEvents> {
  readonly #held = new Map<string, Held>();
  #transport!: types.WebRtcTransport;
  #quality: Quality = { spatialLayer: 2, video: true };
  #started = false;
  #closed = false;
  #syncing: Promise<void> | undefined;
  #stale = false;
  #undecodable = false;
  // Changes between open and start, told as soon as start has come.
  readonly #unsaid = { added: new Map<string, ConsumerOffer>(), removed: new Set<string>() };

  private constructor(
    readonly identityId: string,
    private readonly place: ViewerPlace,
    private readonly rtpCapabilities: types.RtpCapabilities,
    /** The sources this viewer should receive now; asked again at each `sync`. */
    private readonly wanted: () => StageSource[],
  ) {
    super();
  }

  static async create(
    identityId: string,
    place: ViewerPlace,
    rtpCapabilities: types.RtpCapabilities,
    wanted: () => StageSource[],
    options: RoomOptions,
  ): Promise<ViewerTransport> {
    const viewer = new ViewerTransport(identityId, place, rtpCapabilities, wanted);
    const { slot, router } = place.audience;
    const opening = { initialBitrate: options.initialViewerBitrate, joinTimeoutMs: options.joinTimeoutMs };
    try {
      // mediasoup itself looks only when there is something to consume.
      ortc.validateAndNormalizeRtpCapabilities(rtpCapabilities);
      viewer.#transport = await openTransport(slot, router, opening, {
        connected: () => viewer.emit('connected'),
        end: (reason) => viewer.close(reason),
      });
      return viewer;
    } catch (error) {
      viewer.close('removed');
      throw error;
    }
  }

  private get audience(): AudienceRouter {
    return this.place.audience;
  }

  get id(): string {
    return this.#transport.id;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** There was a picture that it should have got and cannot decode. */
  get undecodable(): boolean {
    return this.#undecodable;
  }

  /** First round trip: the transport and the consumers it starts with. Call once, after the first `sync`. */
  open(): { transport: TransportOffer; consumers: ConsumerOffer[] } {
    const consumers = [...this.#unsaid.added.values()];
    this.#unsaid.added.clear();
    return { transport: offerOf(this.#transport), consumers };
  }

  /**
   * Second round trip: connects, resumes what `open` offered (which asks for key frames), and tells what changed in
   * between by `added` and `removed`. Throws MediaError `bad-parameters` or `closed`.
   */
  async start(dtlsParameters: types.DtlsParameters): Promise<void> {
    await refusing(
      () => this.#closed,
      () => this.#transport.connect({ dtlsParameters }),
    );
    const { added, removed } = this.#unsaid;
    const ready = [...this.#held.keys()].filter((id) => !added.has(id));
    this.#started = true;
    this.#say([...added.values()], [...removed]);
    await this.resume(ready);
  }

  /** The client is ready for these consumers; unknown ids are those that ended meanwhile. */
  async resume(consumerIds: readonly string[]): Promise<void> {
    const ready = consumerIds.flatMap((id) => this.#held.get(id) ?? []);
    for (const held of ready) held.acked = true;
    await Promise.all(ready.map((held) => this.#apply(held)));
  }

  /** What this viewer wants of every video, now and later. */
  async setQuality(quality: Quality): Promise<void> {
    this.#quality = quality;
    await Promise.all([...this.#held.values()].map((held) => this.#apply(held)));
  }

  /** Asks the speaker's encoder for a key frame of one consumer. Throws MediaError `not-found`. */
  async requestKeyFrame(consumerId: string): Promise<void> {
    const held = this.#held.get(consumerId);
    if (!held) throw new MediaError('not-found', 'no such consumer');
    await this.#unlessClosed(held.consumer, () => held.consumer.requestKeyFrame());
  }

  async restartIce(): Promise<types.IceParameters> {
    return refusing(
      () => this.#closed,
      () => this.#transport.restartIce(),
    );
  }

  /** Makes consumers match what is wanted. Calls during a run are folded into one more run. */
  sync(): Promise<void> {
    this.#stale = true;
    this.#syncing ??= this.#syncWhileStale().finally(() => (this.#syncing = undefined));
    return this.#syncing;
  }

  /**
   * mediasoup looks at a consumer's layers on few occasions; when a speaker's higher layer appears late, those below
   * their preferred layer are made to look again.
   */
  nudge(source: StageSource): void {
    for (const { source: held, consumer, acked } of this.#held.values()) {
      if (held !== source || !acked || consumer.type !== 'simulcast') continue;
      const current = consumer.currentLayers?.spatialLayer ?? -1;
      const preferred = consumer.preferredLayers;
      if (preferred && current < preferred.spatialLayer) {
        // Nobody waits for it, and the next layer nudges again.
        void consumer.setPreferredLayers(preferred).catch(() => undefined);
      }
    }
  }

  stats(): Promise<types.WebRtcTransportStat[]> {
    return this.#transport.getStats();
  }

  close(reason: CloseReason = 'left'): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#transport?.close();
    for (const id of [...this.#held.keys()]) this.#forget(id);
    this.place.count(null);
    this.emit('closed', reason);
    this.removeAllListeners();
  }

  async #syncWhileStale(): Promise<void> {
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      const wanted = new Set(this.wanted());
      const had = new Set([...this.#held.values()].map((held) => held.source));
      const ended = [...this.#held].filter(([, held]) => !wanted.has(held.source));
      this.#say(
        [],
        ended.map(([id]) => id),
      );
      for (const [id] of ended) this.#forget(id);
      const missing = [...wanted].filter((source) => !had.has(source));
      const added = await Promise.all(missing.map((source) => this.#consume(source)));
      this.#say(
        added.flatMap((offer) => (offer && this.#held.has(offer.id) ? [offer] : [])),
        [],
      );
    }
  }

  async #consume(source: StageSource): Promise<ConsumerOffer | undefined> {
    try {
      const producer = await this.audience.carry(source);
      const { rtpCapabilities } = this;
      if (!this.audience.router.canConsume({ producerId: producer.id, rtpCapabilities })) {
        if (producer.kind === 'video') this.#miss();
        return undefined;
      }
      const consumer = await this.#transport.consume({
        producerId: producer.id,
        rtpCapabilities,
        paused: true,
        ...(producer.type === 'simulcast' ? { preferredLayers: { spatialLayer: this.#quality.spatialLayer } } : {}),
      });
      this.#hold(source, consumer);
      return {
        id: consumer.id,
        producerId: source.id,
        kind: consumer.kind,
        rtpParameters: consumer.rtpParameters,
        seatId: source.seatId,
        source: source.role,
      };
    } catch (error) {
      // The source or this transport went away under our hands: what follows that event takes care of it.
      if (source.closed || this.#closed || this.audience.closed) return undefined;
      throw error;
    }
  }

  #miss(): void {
    this.#undecodable = true;
    this.emit('undecodable');
  }

  #hold(source: StageSource, consumer: types.Consumer): void {
    this.#held.set(consumer.id, { source, consumer, acked: false });
    this.place.count(this.#held.size);
    consumer.on('layerschange', (layers) =>
      this.emit('layer', { consumerId: consumer.id, spatialLayer: layers?.spatialLayer }),
    );
    consumer.on('producerclose', () => {
      this.#say([], [consumer.id]);
      this.#forget(consumer.id);
    });
  }

  #forget(consumerId: string): void {
    const held = this.#held.get(consumerId);
    if (!held) return;
    this.#held.delete(consumerId);
    // With its source mediasoup ends the consumer by itself, and would log a second end as an error.
    if (!held.source.closed) held.consumer.close();
    this.place.count(this.#held.size);
  }

  #say(added: ConsumerOffer[], removed: string[]): void {
    if (this.#started) {
      if (removed.length) this.emit('removed', removed);
      if (added.length) this.emit('added', added);
      return;
    }
    for (const offer of added) this.#unsaid.added.set(offer.id, offer);
    // What was never offered need not be taken back.
    for (const id of removed) if (!this.#unsaid.added.delete(id)) this.#unsaid.removed.add(id);
  }

  async #apply({ consumer, acked }: Held): Promise<void> {
    const { spatialLayer, video } = this.#quality;
    await this.#unlessClosed(consumer, async () => {
      if (consumer.type === 'simulcast' && consumer.preferredLayers?.spatialLayer !== spatialLayer) {
        await consumer.setPreferredLayers({ spatialLayer });
      }
      const play = acked && (video || consumer.kind === 'audio');
      if (play && consumer.paused) await consumer.resume();
      else if (!play && !consumer.paused) await consumer.pause();
    });
  }

  /** Runs a call on a consumer that may close under it. */
  async #unlessClosed(consumer: types.Consumer, call: () => Promise<void>): Promise<void> {
    try {
      await call();
    } catch (error) {
      if (!consumer.closed) throw error;
    }
  }
}
