import { opusMs, readRtp, silentOpus, writeRtp } from './rtp.js';

/** What a packet of Opus may last, and does where nobody chose anything else. */
const [shortestMs, longestMs, usualMs] = [10, 120, 20];
const ticksPerMs = 48;
/** How late a packet may be before its place is filled with silence: jitter of a mobile link, and less than anybody waits for. */
const patienceMs = 250;
/** Where packets come later, for the speaker's line is full or this machine is busy, they are waited for: so long at most. */
const mostPatienceMs = 3000;
/** How much longer than the last one that was late. */
const marginMs = 100;
/** What was learned is forgotten by so much with each look: 10 ms in a second. */
const forgottenMs = 1;
/** A gap no longer than this is left to the decoder: one packet of our own browsers', or three of others'. */
const smallGapMs = 65;
/** Further away than this, a packet is of another time. */
const maxLeapMs = 10_000;
const checkEveryMs = 100;

/**
 * Hands on the Opus packets of one voice on a clock of its own, and silence where there are none: a microphone that is
 * muted, pauses in speech (DTX sends next to nothing), a network that is gone. What is behind it hears a stream that never
 * stops. Its timestamps are 48 per ms since `epochMs`.
 */
export class VoiceRelay {
  /** The moment that is due next, in ms since the epoch. */
  private dueMs = 0;
  private patienceMs = patienceMs;
  /** How long this voice's packets last. */
  private packetMs = usualMs;
  /** Where the present count of packets begins. */
  private from = { ms: 0, number: 0 };
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: {
      payloadType: number;
      ssrc: number;
      /** What timestamps count from, in ms since 1970. */
      epochMs: number;
      /** When a packet with this RTP timestamp was spoken, in ms since 1970. */
      spokenAt: (rtpTimestamp: number) => number;
      send: (packet: Buffer) => void;
    },
  ) {}

  start(): void {
    this.dueMs = Date.now() - this.options.epochMs;
    // What came while this process was busy is read before its place is filled.
    this.timer = setInterval(() => setImmediate(() => this.fill()), checkEveryMs);
  }

  /** By how much longer than usual a packet is waited for now, ms. */
  get lagMs(): number {
    return this.patienceMs - patienceMs;
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  receive(packet: Buffer): void {
    const rtp = readRtp(packet);
    if (!rtp || !this.timer) return;
    const ms = this.options.spokenAt(rtp.timestamp) - this.options.epochMs;
    const ahead = ms - this.dueMs;
    if (Math.abs(ahead) > maxLeapMs) return;
    this.learn(ms);
    this.countBy(opusMs(rtp.payload), ms);
    if (ahead > smallGapMs) this.silence(ahead);
    this.hand(ms, rtp.payload);
    // One that was overtaken on its way finds its place by its number.
    if (ahead > -this.packetMs) this.dueMs = ms + this.packetMs;
  }

  /** Packets are numbered by their time: what lasts longer counts in longer steps. */
  private countBy(lastsMs: number, ms: number): void {
    const packetMs = Math.min(longestMs, Math.max(shortestMs, Math.round(lastsMs / 10) * 10));
    if (packetMs === this.packetMs) return;
    this.from = { ms, number: this.numberOf(ms) };
    this.packetMs = packetMs;
  }

  private numberOf(ms: number): number {
    return this.from.number + Math.round((ms - this.from.ms) / this.packetMs);
  }

  /** A voice that is always later than it is waited for would be silence for good. */
  private learn(ms: number): void {
    const lateMs = Date.now() - this.options.epochMs - ms;
    this.patienceMs = Math.max(this.patienceMs, Math.min(mostPatienceMs, lateMs + marginMs));
  }

  /** Goes on without the voice where it has been away for too long. */
  private fill(): void {
    if (!this.timer) return;
    this.patienceMs = Math.max(patienceMs, this.patienceMs - forgottenMs);
    const late = Date.now() - this.options.epochMs - this.dueMs - this.patienceMs;
    if (late > maxLeapMs) this.dueMs += late;
    else if (late > 0) this.silence(late);
  }

  private silence(ms: number): void {
    for (let sent = this.packetMs; sent <= ms; sent += this.packetMs) {
      this.hand(this.dueMs, silentOpus(this.packetMs));
      this.dueMs += this.packetMs;
    }
  }

  /** Numbered by its time, so that what is missing can be told from what is late. */
  private hand(ms: number, payload: Buffer): void {
    const { payloadType, ssrc, send } = this.options;
    const timestamp = Math.round(ms * ticksPerMs) >>> 0;
    send(writeRtp(payloadType, ssrc, { sequence: this.numberOf(ms) & 0xffff, timestamp, payload }));
  }
}
