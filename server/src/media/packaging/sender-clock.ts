import type { types } from 'mediasoup';
import { timestampDistance } from './rtp.js';

/** One point in which two clocks meet (RFC 3550, 6.4.1). */
export interface ClockPoint {
  /** Wall clock, in ms since 1970. */
  ntpMs: number;
  /** RTP timestamp at that moment. */
  rtpTimestamp: number;
}

/** NTP counts from 1900. */
const ntpEpochSeconds = 2_208_988_800;

const clocks = new WeakMap<types.Producer, SenderClock>();

/** Listens to the sender reports of one producer, which its router would otherwise keep to itself. */
export class SenderClock {
  private readonly bySsrc = new Map<number, ClockPoint>();
  private readonly heardBySsrc = new Map<number, ClockPoint>();
  /** Least of (heard here − said there), in ms: the difference of the clocks and the shortest way. */
  private leastMs = Infinity;

  private constructor(private readonly producer: types.Producer) {
    producer.on('trace', ({ type, info }) => {
      if (type === 'sr') this.onReport(info as unknown as SenderReport);
      else if (type === 'rtp') this.onPacket((info as unknown as { rtpPacket: RtpHeader }).rtpPacket);
    });
    this.listen(false);
  }

  /** The clock of a producer; it listens from the first call on. */
  static of(producer: types.Producer): SenderClock {
    const clock = clocks.get(producer) ?? new SenderClock(producer);
    clocks.set(producer, clock);
    return clock;
  }

  /** The last report about an encoding (0 is the smallest picture), on the sender's wall clock. */
  said(encoding: number): ClockPoint | undefined {
    return this.bySsrc.get(this.ssrc(encoding) ?? -1);
  }

  /** The packet of an encoding that came soonest after its time, and when, on our wall clock; only while `listen(true)`. */
  heard(encoding: number): ClockPoint | undefined {
    return this.heardBySsrc.get(this.ssrc(encoding) ?? -1);
  }

  /** What is to be added to the sender's wall clock to get ours, in ms; undefined before the first report. */
  get offsetMs(): number | undefined {
    return this.leastMs === Infinity ? undefined : this.leastMs;
  }

  /** Whether to listen to every packet also, which costs; for senders that report nothing. */
  listen(packets: boolean): void {
    if (!packets) this.heardBySsrc.clear();
    // It may close under us, and then nobody asks any more.
    this.producer.enableTraceEvent(packets ? ['sr', 'rtp'] : ['sr']).catch(() => undefined);
  }

  private ssrc(encoding: number): number | undefined {
    return this.producer.score.find(({ encodingIdx }) => encodingIdx === encoding)?.ssrc;
  }

  private onReport({ ssrc, ntpSec, ntpFrac, rtpTs }: SenderReport): void {
    const ntpMs = (ntpSec - ntpEpochSeconds) * 1000 + (ntpFrac / 2 ** 32) * 1000;
    this.bySsrc.set(ssrc, { ntpMs, rtpTimestamp: rtpTs });
    this.leastMs = Math.min(this.leastMs, Date.now() - ntpMs);
  }

  private onPacket({ ssrc, timestamp }: RtpHeader): void {
    const ntpMs = Date.now();
    const before = this.heardBySsrc.get(ssrc);
    const { clockRate = 90_000 } = this.producer.rtpParameters.codecs[0] ?? {};
    const lateMs =
      before && ntpMs - before.ntpMs - (timestampDistance(before.rtpTimestamp, timestamp) * 1000) / clockRate;
    if (lateMs === undefined || lateMs < 0) this.heardBySsrc.set(ssrc, { ntpMs, rtpTimestamp: timestamp });
  }
}

interface SenderReport {
  ssrc: number;
  ntpSec: number;
  ntpFrac: number;
  rtpTs: number;
}

interface RtpHeader {
  ssrc: number;
  timestamp: number;
}
