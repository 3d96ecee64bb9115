import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { types } from 'mediasoup';
import { Audience, type StagePlace } from './audience.js';
import { type AudioLevel, LevelMeter } from './level-meter.js';
import { MediaError, refusing } from './media-errors.js';
import { defaultRoomOptions, type MediaLog, type RoomOptions } from './media-options.js';
import { SpeakerTransport } from './speaker-transport.js';
import type { StageSource } from './stage-source.js';
import { ViewerTransport } from './viewer-transport.js';
import type { WorkerPool } from './worker-pool.js';

export interface StageRoomEvents {
  sourceadded: [StageSource];
  sourceremoved: [StageSource];
  sourcepaused: [StageSource];
  /** The seat's packets stopped (true) or came back (false) without anyone having muted. */
  speakerstalled: [{ seatId: string; stalled: boolean }];
  /** Who is heard, at most twice a second. */
  levels: [AudioLevel[]];
  dominant: [string];
  /** The stage's worker died and the stage stands on another one: speakers open new transports. */
  rebuilt: [];
  closed: [];
}

/** Whether a receiver wants what a seat sends. Asked at every change, and after `sync` of the transport. */
export type Wants = (seatId: string, onAir: boolean) => boolean;

interface Attached {
  source: StageSource;
  detach: () => void;
}

interface Stage extends StagePlace {
  meter: LevelMeter;
}

export interface RoomStats {
  speakers: number;
  viewers: number;
  producers: number;
  consumers: number;
  audienceRouters: number;
}

// mediasoup lets a consumer go up to a layer only after it has been active for 2 s; the second look is for slow ramp-ups.
const nudgeAfterMs = [2300, 5000];
const rebuildRetryMs = 500;

/** One rally's media: the stage router, its speakers, its audience. */
export class StageRoom extends EventEmitter<StageRoomEvents> {
  readonly #speakers = new Map<string, SpeakerTransport>();
  /** Every transport of a speaker, those in reserve included. */
  readonly #links = new Set<SpeakerTransport>();
  readonly #viewers = new Set<ViewerTransport>();
  readonly #sources = new Map<string, Attached>();
  /** Viewer transports per identity, opening ones included. */
  readonly #shares = new Map<string, number>();
  readonly #audience: Audience;
  readonly #closing = new AbortController();
  #programme: ReadonlySet<string> = new Set();
  #stage!: Promise<Stage>;
  #place: Stage | undefined;

  private constructor(
    private readonly pool: WorkerPool,
    private readonly log: MediaLog,
    private readonly options: RoomOptions,
  ) {
    super();
    this.#audience = new Audience(pool, options.consumersPerRouter, () => this.#place);
  }

  static async create(pool: WorkerPool, log: MediaLog, options: Partial<RoomOptions> = {}): Promise<StageRoom> {
    const room = new StageRoom(pool, log, { ...defaultRoomOptions, ...options });
    room.#stage = room.#build();
    await room.#stage;
    return room;
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** The router that the sources are on now; undefined while the stage is being rebuilt. */
  get router(): types.Router | undefined {
    return this.#place?.router;
  }

  get sources(): StageSource[] {
    return [...this.#sources.values()].map(({ source }) => source);
  }

  /** Seats on air. Every viewer's consumers follow; resolves when they do. */
  async setProgramme(seatIds: Iterable<string>): Promise<void> {
    const programme = new Set(seatIds);
    if (programme.size === this.#programme.size && [...programme].every((id) => this.#programme.has(id))) return;
    this.#programme = programme;
    await this.#syncAll();
  }

  /**
   * A send transport for the seat; an earlier one of the same seat is closed as `replaced`.
   * @param aside it never holds the floor: an interpreter's
   */
  async openSpeaker(seatId: string, { aside = false } = {}): Promise<SpeakerTransport> {
    const speaker = await this.openReserve(seatId, { aside });
    this.#speakers.get(seatId)?.close('replaced');
    this.#speakers.set(seatId, speaker);
    return speaker;
  }

  /** A send transport for the seat of which nobody sees or hears anything until `use` puts it in the place of the present one. */
  async openReserve(seatId: string, { aside = false } = {}): Promise<SpeakerTransport> {
    const { slot, router } = await this.#ready();
    const opening = this.#opening(router, () => SpeakerTransport.create(seatId, slot, router, this.options, aside));
    return this.#link(await opening);
  }

  /** The same for a program on this machine that sends plain RTP. */
  async openPlainReserve(seatId: string): Promise<SpeakerTransport> {
    const { slot, router } = await this.#ready();
    return this.#link(await this.#opening(router, () => SpeakerTransport.createPlain(seatId, slot, router)));
  }

  #link(speaker: SpeakerTransport): SpeakerTransport {
    const { seatId } = speaker;
    this.#links.add(speaker);
    const inUse = () => this.#speakers.get(seatId) === speaker;
    speaker.on('source', (source) => {
      if (inUse()) this.#addSource(source);
    });
    speaker.on('stalled', (stalled) => {
      if (inUse()) this.emit('speakerstalled', { seatId, stalled });
    });
    speaker.on('closed', () => {
      this.#links.delete(speaker);
      if (inUse()) this.#speakers.delete(seatId);
    });
    return speaker;
  }

  /** From here on the seat sends by this transport; the one before stays open, in reserve. */
  use(speaker: SpeakerTransport): void {
    const former = this.#speakers.get(speaker.seatId);
    if (former === speaker || speaker.closed) return;
    this.#speakers.set(speaker.seatId, speaker);
    // The new ones first: viewers are told of both in one change.
    for (const source of speaker.sources) this.#addSource(source);
    for (const source of former?.sources ?? []) this.#removeSource(source);
  }

  /** The seat's send transport, if it has one now. */
  speaker(seatId: string): SpeakerTransport | undefined {
    return this.#speakers.get(seatId);
  }

  /**
   * A receive transport with paused consumers for all that it `wants` now.
   * Throws MediaError `too-many-transports`, `bad-parameters`, `closed`.
   */
  async openViewer(identityId: string, rtpCapabilities: types.RtpCapabilities, wants: Wants): Promise<ViewerTransport> {
    const giveBack = this.#takeShare(identityId);
    let viewer: ViewerTransport;
    try {
      const place = await this.#audience.place(await this.#ready());
      viewer = await this.#opening(place.audience.router, () =>
        ViewerTransport.create(identityId, place, rtpCapabilities, () => this.#wanted(wants), this.options),
      );
    } catch (error) {
      giveBack();
      throw error;
    }
    this.#viewers.add(viewer);
    viewer.on('closed', () => {
      this.#viewers.delete(viewer);
      giveBack();
    });
    try {
      await refusing(
        () => viewer.closed,
        () => viewer.sync(),
      );
    } catch (error) {
      viewer.close('removed');
      throw error;
    }
    return viewer;
  }

  stats(): RoomStats {
    const routers = this.#audience.routers;
    return {
      speakers: this.#speakers.size,
      viewers: this.#viewers.size,
      producers: this.#sources.size,
      consumers: routers.reduce((sum, router) => sum + router.consumers, 0),
      audienceRouters: routers.length,
    };
  }

  close(): void {
    if (this.closed) return;
    this.#closing.abort();
    for (const speaker of this.#links) speaker.close('room-closed');
    for (const viewer of this.#viewers) viewer.close('room-closed');
    this.#audience.close();
    this.#place?.router.close();
    this.emit('closed');
    this.removeAllListeners();
  }

  /** Counts one more transport of the identity, from before the first await, so that calls made at once count too. */
  #takeShare(identityId: string): () => void {
    const held = this.#shares.get(identityId) ?? 0;
    if (held >= this.options.viewerTransportsPerIdentity) {
      throw new MediaError('too-many-transports', `${held} transports are open`);
    }
    this.#shares.set(identityId, held + 1);
    return () => {
      const left = (this.#shares.get(identityId) ?? 1) - 1;
      if (left > 0) this.#shares.set(identityId, left);
      else this.#shares.delete(identityId);
    };
  }

  async #ready(): Promise<Stage> {
    if (this.closed) throw new MediaError('closed', 'the room is closed');
    return this.#stage;
  }

  /** Opening a transport can fail because its router went away: then the room says so, and the client tries again. */
  async #opening<T extends { close(reason: 'room-closed'): void }>(
    router: types.Router,
    open: () => Promise<T>,
  ): Promise<T> {
    const transport = await refusing(() => router.closed, open);
    if (this.closed) {
      transport.close('room-closed');
      throw new MediaError('closed', 'the room is closed');
    }
    return transport;
  }

  async #build(): Promise<Stage> {
    const slot = await this.pool.leastLoaded();
    const router = await slot.createRouter();
    const meter = await LevelMeter.create(router);
    const claim = slot.claim();
    router.observer.once('close', () => claim(0));
    if (this.closed) {
      router.close();
      throw new MediaError('closed', 'the room is closed');
    }
    meter.on('levels', (levels) => this.emit('levels', levels));
    meter.on('dominant', (seatId) => this.emit('dominant', seatId));
    router.once('workerclose', () => this.#onStageLost());
    this.#place = { slot, router, meter };
    return this.#place;
  }

  #onStageLost(): void {
    this.#place = undefined;
    if (this.pool.closed) return this.close();
    this.#stage = this.#rebuild();
    // Whoever opens a transport meanwhile waits for it; with nobody waiting, a closed room is no error.
    this.#stage.catch(() => undefined);
  }

  async #rebuild(): Promise<Stage> {
    for (;;) {
      try {
        const stage = await this.#build();
        this.log.info('stage rebuilt', { worker: stage.slot.index });
        this.emit('rebuilt');
        return stage;
      } catch (error) {
        if (this.closed || this.pool.closed) {
          this.close();
          throw error;
        }
        this.log.error('stage could not be rebuilt', { reason: String(error) });
        await sleep(rebuildRetryMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    }
  }

  #wanted(wants: Wants): StageSource[] {
    return this.sources.filter(({ seatId }) => wants(seatId, this.#programme.has(seatId)));
  }

  #addSource(source: StageSource): void {
    const paused = () => this.emit('sourcepaused', source);
    const layer = () => this.#nudgeLater(source);
    const closed = () => this.#removeSource(source);
    source.on('paused', paused).on('layer', layer).on('closed', closed);
    const detach = () => source.off('paused', paused).off('layer', layer).off('closed', closed);
    this.#sources.set(source.id, { source, detach });
    void this.#place?.meter.add(source);
    this.emit('sourceadded', source);
    void this.#syncAll();
  }

  #removeSource(source: StageSource): void {
    this.#sources.get(source.id)?.detach();
    this.#sources.delete(source.id);
    void this.#place?.meter.remove(source);
    this.emit('sourceremoved', source);
    void this.#syncAll();
  }

  #nudgeLater(source: StageSource): void {
    for (const delayMs of nudgeAfterMs) {
      setTimeout(() => {
        if (source.closed) return;
        for (const viewer of this.#viewers) viewer.nudge(source);
      }, delayMs).unref();
    }
  }

  async #syncAll(): Promise<void> {
    const results = await Promise.allSettled([...this.#viewers].map((viewer) => viewer.sync()));
    for (const result of results) {
      if (result.status === 'rejected') this.log.warn('a viewer missed a change', { reason: String(result.reason) });
    }
  }
}
