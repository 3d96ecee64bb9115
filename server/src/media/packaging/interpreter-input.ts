import type { Socket } from 'node:dgram';
import type { types } from 'mediasoup';
import type { StageSource } from '../stage-source.js';
import type { RtpInput } from './ffmpeg-arguments.js';
import { freePortPair } from './port-pairs.js';
import { timestampDistance } from './rtp.js';
import { type ClockPoint, SenderClock } from './sender-clock.js';
import { leastOffset } from './sender-points.js';
import { loopbackSocket, Tap } from './taps.js';
import { VoiceRelay } from './voice-relay.js';

const clockRate = 48_000;
const payloadType = 100;
const lookEveryMs = 200;

/** One interpreter's voice, and where its clock stands. */
interface Heard {
  source: StageSource;
  tap: Tap;
  /** What is to be added to the interpreter's clock to get ours, ms; undefined: they do not report. */
  offsetMs: number | undefined;
  /** For one who does not report. */
  first: ClockPoint | undefined;
}

/**
 * Whoever interprets into one language, on their way to ffmpeg: silence while there is nobody. Interpreters take over from
 * each other and come back without a new take: what is behind this hears one stream that never stops.
 */
export class InterpreterInput {
  readonly ssrc = 0x5a12;
  private relay: VoiceRelay | undefined;
  private heard: Heard | undefined;
  private timer: NodeJS.Timeout | undefined;
  private tapping = false;
  private closed = false;

  private constructor(
    readonly port: number,
    private readonly socket: Socket,
    private readonly router: types.Router,
    private readonly find: () => StageSource | undefined,
  ) {}

  /** @param find whose voice it is now */
  static async open(router: types.Router, find: () => StageSource | undefined): Promise<InterpreterInput> {
    const [port, socket] = await Promise.all([freePortPair(), loopbackSocket()]);
    return new InterpreterInput(port, socket, router, find);
  }

  get input(): RtpInput {
    const codec = { mimeType: 'audio/opus', payloadType, clockRate, channels: 2 };
    return { port: this.port, kind: 'audio', codec };
  }

  /** By how much later than usual the voice comes now, ms. */
  get lagMs(): number {
    return this.relay?.lagMs ?? 0;
  }

  start(epochMs: number): void {
    const relay = (this.relay = new VoiceRelay({
      payloadType,
      ssrc: this.ssrc,
      epochMs,
      spokenAt: (timestamp) => this.spokenAt(timestamp),
      send: (packet) => this.socket.send(packet, this.port, '127.0.0.1'),
    }));
    this.socket.on('message', (packet) => relay.receive(packet));
    relay.start();
    this.timer = setInterval(() => this.look(), lookEveryMs);
    this.look();
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    this.relay?.stop();
    this.heard?.tap.close();
    this.socket.close();
  }

  private look(): void {
    if (this.tapping || this.find()?.id === this.heard?.source.id) return;
    this.tapping = true;
    this.change(this.find())
      // It left in this moment; the next look finds whoever is there then.
      .catch(() => undefined)
      .finally(() => (this.tapping = false));
  }

  private async change(source: StageSource | undefined): Promise<void> {
    this.heard?.tap.close();
    this.heard = undefined;
    if (!source) return;
    const own = this.socket.address().port;
    const tap = await Tap.open(this.router, source.producer, own, own);
    if (this.closed) return tap.close();
    this.heard = { source, tap, offsetMs: leastOffset([source], source.seatId), first: undefined };
    await tap.consumer.resume();
  }

  private spokenAt(timestamp: number): number {
    const { heard } = this;
    // Of whoever has just left: nobody's time.
    if (!heard) return 0;
    const offsetMs = heard.offsetMs ?? 0;
    const said = heard.offsetMs === undefined ? undefined : SenderClock.of(heard.source.producer).said(0);
    const point = said ?? (heard.first ??= { ntpMs: Date.now() - offsetMs, rtpTimestamp: timestamp });
    return point.ntpMs + offsetMs + (timestampDistance(point.rtpTimestamp, timestamp) * 1000) / clockRate;
  }
}
