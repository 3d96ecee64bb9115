import type { Socket } from 'node:dgram';
import type { types } from 'mediasoup';
import type { StageSource } from '../stage-source.js';
import type { RtpInput } from './ffmpeg-arguments.js';
import { freePortPair } from './port-pairs.js';
import { timestampDistance } from './rtp.js';
import { type ClockPoint, SenderClock } from './sender-clock.js';
import { loopbackSocket, Tap } from './taps.js';
import { VoiceRelay } from './voice-relay.js';

const clockRate = 48_000;
/** Told apart from a real voice by nothing: it is a voice that is silent. */
const payloadType = 100;

/** One voice on its way to ffmpeg: a tap, and the relay that keeps it from falling silent. Without a source it is silence. */
export class VoiceInput {
  readonly ssrc = 0x5a11;
  private relay: VoiceRelay | undefined;
  private firstHeard: ClockPoint | undefined;

  private constructor(
    readonly port: number,
    private readonly socket: Socket,
    private readonly source: StageSource | undefined,
    private readonly tap: Tap | undefined,
  ) {}

  static async open(router: types.Router, source: StageSource | undefined): Promise<VoiceInput> {
    const port = await freePortPair();
    const socket = await loopbackSocket();
    try {
      const own = socket.address().port;
      const tap = source && (await Tap.open(router, source.producer, own, own));
      return new VoiceInput(port, socket, source, tap);
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  get input(): RtpInput {
    const codec = { mimeType: 'audio/opus', payloadType, clockRate, channels: 2 };
    return { port: this.port, kind: 'audio', codec };
  }

  /** Takes the router's reports, of this tap and of others: what ffmpeg is told of clocks, it is told by us. */
  get sinkPort(): number {
    return this.socket.address().port;
  }

  /** @param offsetMs what is to be added to the speaker's clock to get ours; undefined: they do not report */
  async start(epochMs: number, offsetMs: number | undefined): Promise<void> {
    const relay = (this.relay = new VoiceRelay({
      payloadType,
      ssrc: this.ssrc,
      epochMs,
      spokenAt: (timestamp) => this.spokenAt(timestamp, offsetMs),
      send: (packet) => this.socket.send(packet, this.port, '127.0.0.1'),
    }));
    this.socket.on('message', (packet) => relay.receive(packet));
    relay.start();
    await this.tap?.consumer.resume();
  }

  /** By how much later than usual it comes now, ms. */
  get lagMs(): number {
    return this.relay?.lagMs ?? 0;
  }

  close(): void {
    this.relay?.stop();
    this.tap?.close();
    this.socket.close();
  }

  private spokenAt(timestamp: number, offsetMs: number | undefined): number {
    const said = this.source && offsetMs !== undefined ? SenderClock.of(this.source.producer).said(0) : undefined;
    const point = said ?? (this.firstHeard ??= { ntpMs: Date.now() - (offsetMs ?? 0), rtpTimestamp: timestamp });
    return point.ntpMs + (offsetMs ?? 0) + (timestampDistance(point.rtpTimestamp, timestamp) * 1000) / clockRate;
  }
}
