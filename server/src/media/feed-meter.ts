import type { types } from 'mediasoup';
import type { SpeakerTransport } from './speaker-transport.js';
import type { StageSource } from './stage-source.js';

/** What an encoder's stream is like. Figures are null until measured. */
export interface FeedFacts {
  video: { codec: string; kbps: number; layers: number; fps: number | null; keyFrameSeconds: number | null } | null;
  audio: { codec: string; kbps: number } | null;
  /** Pictures come in another order than they are shown in: browsers do not play these. */
  bFrames: boolean;
  /** mediasoup's score of the worst that arrives: 10 is no loss. */
  score: number;
}

/** Looking at each packet costs an event a packet: only so long, and so often. */
const sampleMs = 1000;
const sampleEveryMs = 10_000;
const videoClockRate = 90_000;

interface Packet {
  ssrc: number;
  timestamp: number;
  isKeyFrame: boolean;
}

/** Measures what comes by one transport: by its producers' figures, and now and then by its packets' headers. */
export class FeedMeter {
  private readonly watched = new Map<string, PictureMeter>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly speaker: SpeakerTransport) {
    this.timer = setInterval(() => this.sample(), sampleEveryMs).unref();
    for (const source of speaker.sources) this.add(source);
    speaker.on('source', (source) => this.add(source));
    speaker.on('closed', () => clearInterval(this.timer));
  }

  async read(): Promise<FeedFacts> {
    const facts: FeedFacts = { video: null, audio: null, bFrames: false, score: 10 };
    for (const { kind, producer, score } of this.speaker.sources) {
      const stats = await producer.getStats().catch(() => []);
      const codec = (producer.rtpParameters.codecs[0]?.mimeType ?? '').split('/')[1] ?? '';
      const kbps = Math.round(stats.reduce((sum, { bitrate }) => sum + bitrate, 0) / 1000);
      if (stats.length > 0) facts.score = Math.min(facts.score, score);
      if (kind === 'audio') facts.audio = { codec, kbps };
      else {
        const meter = this.watched.get(producer.id);
        facts.bFrames = meter?.bFrames ?? false;
        facts.video = {
          codec,
          kbps,
          layers: producer.rtpParameters.encodings?.length ?? 1,
          fps: meter?.fps ?? null,
          keyFrameSeconds: meter?.keyFrameSeconds() ?? null,
        };
      }
    }
    return facts;
  }

  private add({ kind, producer }: StageSource): void {
    if (kind !== 'video') return;
    const meter = new PictureMeter(producer);
    this.watched.set(producer.id, meter);
    void meter.sample();
  }

  private sample(): void {
    for (const meter of this.watched.values()) void meter.sample();
  }
}

/** One picture: its frames a second, how far its key frames are apart, and in which order its frames come. */
class PictureMeter {
  fps: number | null = null;
  bFrames = false;
  private readonly since = Date.now();
  private keyFramesAt: number[] = [];
  private lastKeyFrame = -1;
  /** Timestamps in the order in which they came, by SSRC; undefined while no packets are looked at. */
  private frames: Map<number, number[]> | undefined;

  constructor(private readonly producer: types.Producer) {
    producer.on('trace', ({ type, info }) => {
      const { rtpPacket } = info as { rtpPacket?: Packet };
      if (!rtpPacket) return;
      if (type === 'keyframe') this.onKeyFrame(rtpPacket);
      else this.onPacket(rtpPacket);
    });
  }

  /** Seconds between the last two key frames, or since the last one where that is longer. */
  keyFrameSeconds(): number | null {
    const [before, last] = this.keyFramesAt.slice(-2);
    const waited = (Date.now() - (this.keyFramesAt.at(-1) ?? this.since)) / 1000;
    const apart = before !== undefined && last !== undefined ? (last - before) / 1000 : 0;
    const seconds = Math.max(apart, waited > 2 * apart ? waited : 0);
    return seconds > 0 ? Math.round(seconds * 10) / 10 : null;
  }

  async sample(): Promise<void> {
    const trace = (kinds: types.ProducerTraceEventType[]) =>
      this.producer.enableTraceEvent(kinds).catch(() => undefined);
    this.frames = new Map();
    await trace(['keyframe', 'rtp']);
    await new Promise((resolve) => setTimeout(resolve, sampleMs).unref());
    await trace(['keyframe']);
    this.conclude([...this.frames.values()]);
    this.frames = undefined;
  }

  private onKeyFrame({ timestamp }: Packet): void {
    if (timestamp === this.lastKeyFrame) return;
    this.lastKeyFrame = timestamp;
    this.keyFramesAt = [...this.keyFramesAt.slice(-3), Date.now()];
  }

  private onPacket({ ssrc, timestamp }: Packet): void {
    if (!this.frames) return;
    const seen = this.frames.get(ssrc) ?? [];
    if (seen.at(-1) !== timestamp) seen.push(timestamp);
    this.frames.set(ssrc, seen);
  }

  private conclude(streams: number[][]): void {
    const rates = streams.filter((frames) => frames.length > 2).map(rateOf);
    if (rates.length > 0) this.fps = Math.round(Math.max(...rates));
    // A lost packet that comes again goes back once; B-frames do all the time.
    this.bFrames = streams.some((frames) => backward(frames) > frames.length / 5);
  }
}

const after = (a: number, b: number): number => (b - a) | 0;

function rateOf(frames: readonly number[]): number {
  const first = frames[0] ?? 0;
  const spans = frames.map((frame) => after(first, frame));
  const seconds = (Math.max(...spans) - Math.min(...spans)) / videoClockRate;
  return seconds > 0 ? (new Set(frames).size - 1) / seconds : 0;
}

const backward = (frames: readonly number[]): number =>
  frames.filter((frame, index) => index > 0 && after(frames[index - 1] ?? 0, frame) < 0).length;
