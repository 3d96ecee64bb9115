import { EventEmitter } from 'node:events';
import type { Source } from '@sammelan/shared/stage/stage.dto.js';
import type { types } from 'mediasoup';
import { MediaError, refusing } from './media-errors.js';
import type { RoomOptions } from './media-options.js';
import { kindOf, StageSource } from './stage-source.js';
import { type CloseReason, offerOf, openTransport, type TransportOffer } from './webrtc.js';
import type { WorkerSlot } from './worker-slot.js';

export interface SpeakerTransportEvents {
  source: [StageSource];
  /** Nothing arrives any more although it should (true), or it does again (false). */
  stalled: [boolean];
  closed: [CloseReason];
}

// Several viewers joining within this time share one key frame: each costs the speaker's uplink.
const keyFrameRequestDelayMs = 400;
// mediasoup itself notices a stream's silence only for simulcast, so the transport's bytes are watched. Even DTX sends a
// packet each 400 ms and a still screen share its reports, so this long without a byte is a lost network. Where there is
// reason to doubt (the speaker's socket broke), less will do.
const silenceMs = 1500;
const doubtfulSilenceMs = 600;
const listenEveryMs = 300;
// Simulcast is three layers; more encodings are not ours.
const maxEncodings = 3;

/** The way in of one seat: a WebRTC transport, or plain RTP of this machine, and its producers, one per role. */
export class SpeakerTransport extends EventEmitter<SpeakerTransportEvents> {
  readonly #sources = new Map<Source, StageSource>();
  #webRtc: types.WebRtcTransport | undefined;
  /** RTP and RTCP each have a port of their own, so each kind has a transport: what comes first is taken for the sender. */
  #plain: Partial<Record<types.MediaKind, types.PlainTransport>> = {};
  #closed = false;
  #watch: NodeJS.Timeout | undefined;
  #heard = { bytes: 0, at: 0 };
  #stalled = false;
  #flowingSince: number | null = null;
  #silenceMs = silenceMs;

  private constructor(
    readonly seatId: string,
    private readonly slot: WorkerSlot,
    private readonly aside = false,
  ) {
    super();
  }

  /** Opens a send transport for the seat on the stage router. */
  static async create(
    seatId: string,
    slot: WorkerSlot,
    router: types.Router,
    options: RoomOptions,
    aside = false,
  ): Promise<SpeakerTransport> {
    const speaker = new SpeakerTransport(seatId, slot, aside);
    const { maxSpeakerBitrate, joinTimeoutMs } = options;
    const opening = { initialBitrate: maxSpeakerBitrate, joinTimeoutMs };
    speaker.#webRtc = await openTransport(slot, router, opening, {
      end: (reason) => speaker.close(reason),
    });
    await speaker.#webRtc.setMaxIncomingBitrate(maxSpeakerBitrate);
    return speaker;
  }

  /** A way in for a program on this machine that sends RTP to `ports`. */
  static async createPlain(seatId: string, slot: WorkerSlot, router: types.Router): Promise<SpeakerTransport> {
    const speaker = new SpeakerTransport(seatId, slot);
    for (const kind of ['audio', 'video'] as const) {
      const transport = await router.createPlainTransport({
        listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
        rtcpMux: false,
        comedia: true,
      });
      transport.on('routerclose', () => speaker.close('worker-died'));
      speaker.#plain[kind] = transport;
    }
    speaker.#startListening();
    return speaker;
  }

  /** UDP ports of the loopback that a kind's RTP and RTCP are sent to. Throws MediaError `not-found` for WebRTC. */
  ports(kind: types.MediaKind): { rtp: number; rtcp: number } {
    const transport = this.#plain[kind];
    if (!transport) throw new MediaError('not-found', 'this way in is no plain RTP');
    return { rtp: transport.tuple.localPort, rtcp: transport.rtcpTuple?.localPort ?? 0 };
  }

  get id(): string {
    return this.#transport('video').id;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get offer(): TransportOffer {
    return offerOf(this.#demandWebRtc());
  }

  /** True while a speaker who should be seen or heard sends nothing: their network is gone, or nearly. */
  get stalled(): boolean {
    return this.#stalled;
  }

  /** Since when packets have come without a break, in ms since 1970; null while none come. */
  get flowingSince(): number | null {
    return this.#flowingSince;
  }

  /** Something else says that the speaker may be gone (or is back): silence is believed sooner (or later again). */
  doubt(doubtful: boolean): void {
    this.#silenceMs = doubtful ? doubtfulSilenceMs : silenceMs;
  }

  get sources(): StageSource[] {
    return [...this.#sources.values()];
  }

  /** Second half of the handshake. Throws MediaError `bad-parameters` or `closed`. */
  async connect(dtlsParameters: types.DtlsParameters): Promise<void> {
    await refusing(
      () => this.#closed,
      () => this.#demandWebRtc().connect({ dtlsParameters }),
    );
    this.#startListening();
  }

  /** New ICE credentials after a change of network; producers stay. */
  async restartIce(): Promise<types.IceParameters> {
    return refusing(
      () => this.#closed,
      () => this.#demandWebRtc().restartIce(),
    );
  }

  /** Creates the producer of a role; an earlier one of the same role is closed. Throws MediaError `bad-parameters`. */
  async produce(role: Source, rtpParameters: types.RtpParameters, paused = false): Promise<StageSource> {
    if ((rtpParameters.encodings?.length ?? 0) > maxEncodings) {
      throw new MediaError('bad-parameters', `more than ${maxEncodings} encodings`);
    }
    const producer = await refusing(
      () => this.#closed,
      () =>
        this.#transport(kindOf(role)).produce({
          kind: kindOf(role),
          rtpParameters,
          paused,
          keyFrameRequestDelay: keyFrameRequestDelayMs,
          appData: { seatId: this.seatId, role },
        }),
    );
    this.#sources.get(role)?.close();
    const source = new StageSource(this.seatId, role, producer, this.aside);
    this.#sources.set(role, source);
    const claim = this.slot.claim();
    source.on('closed', () => {
      claim(0);
      if (this.#sources.get(role) === source) this.#sources.delete(role);
    });
    this.emit('source', source);
    return source;
  }

  /** The producer of a role. Throws MediaError `not-found`. */
  source(role: Source): StageSource {
    const source = this.#sources.get(role);
    if (!source) throw new MediaError('not-found', `the seat sends no ${role}`);
    return source;
  }

  close(reason: CloseReason = 'left'): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#watch);
    for (const transport of this.#transports) transport.close();
    this.emit('closed', reason);
    this.removeAllListeners();
  }

  get #transports(): (types.WebRtcTransport | types.PlainTransport)[] {
    return [this.#webRtc, ...Object.values(this.#plain)].flatMap((transport) => transport ?? []);
  }

  #transport(kind: types.MediaKind): types.WebRtcTransport | types.PlainTransport {
    return this.#plain[kind] ?? this.#demandWebRtc();
  }

  #demandWebRtc(): types.WebRtcTransport {
    if (!this.#webRtc) throw new MediaError('not-found', 'this way in is no WebRTC');
    return this.#webRtc;
  }

  #startListening(): void {
    this.#heard.at = Date.now();
    this.#watch ??= setInterval(() => void this.#listen(), listenEveryMs).unref();
  }

  async #listen(): Promise<void> {
    const stats = await Promise.all(this.#transports.map((transport) => transport.getStats())).catch(() => []);
    if (stats.length === 0 || this.#closed) return;
    const received = stats.flat().reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
    const now = Date.now();
    const due = this.sources.some((source) => !source.paused);
    if (received > this.#heard.bytes) this.#flowingSince ??= now;
    if (received > this.#heard.bytes || !due) this.#heard = { bytes: received, at: now };
    const stalled = now - this.#heard.at >= this.#silenceMs;
    if (stalled === this.#stalled) return;
    this.#stalled = stalled;
    if (stalled) this.#flowingSince = null;
    this.emit('stalled', stalled);
  }
}
