import type { ReportLinkDto } from '@sammelan/shared/playback/playback.dto.js';

/** What the receiving connection counted so far. */
export interface PlaybackCounts {
  /** ms since the epoch. */
  at: number;
  /** As they come over the line, packets' own headers among them. */
  bytes: number;
  packets: number;
  lost: number;
  /** Worst of the streams, seconds. */
  jitter: number;
  freezes: number;
  /** Frames of all pictures. */
  frames: number;
  /** Sum of `totalAudioEnergy`: rises while something is heard. */
  audioEnergy: number;
  /** Of the path in use, ms; 0 where it is not known. */
  rttMs: number;
}

// Beyond these a viewer notices. Opus with in-band FEC hides up to ~5 % loss (RFC 6716); a jitter of 80 ms is what the
// browsers' buffers grow to before speech is stretched.
const weakLoss = 0.05;
const weakJitterSeconds = 0.08;

// What a data plan counts beside RTP: IPv4's header 20, UDP's 8, and 16 of SRTP's authentication (AEAD_AES_128_GCM, RFC 7714).
// With fifty packets of speech a second that is a third of it all.
const packetOverheadBytes = 44;

interface InboundRtp {
  type: string;
  kind?: string;
  bytesReceived?: number;
  headerBytesReceived?: number;
  packetsReceived?: number;
  packetsLost?: number;
  jitter?: number;
  freezeCount?: number;
  framesDecoded?: number;
  totalAudioEnergy?: number;
  nominated?: boolean;
  currentRoundTripTime?: number;
}

/** Adds up a stats report (W3C webrtc-stats, `inbound-rtp`). */
export function countPlayback(report: Iterable<InboundRtp>, at: number): PlaybackCounts {
  const counts = { at, bytes: 0, packets: 0, lost: 0, jitter: 0, freezes: 0, frames: 0, audioEnergy: 0, rttMs: 0 };
  for (const stream of report) {
    if (stream.type === 'candidate-pair' && stream.nominated)
      counts.rttMs = Math.round((stream.currentRoundTripTime ?? 0) * 1000);
    if (stream.type !== 'inbound-rtp') continue;
    const packets = (stream.packetsReceived ?? 0) * packetOverheadBytes;
    counts.bytes += (stream.bytesReceived ?? 0) + (stream.headerBytesReceived ?? 0) + packets;
    counts.packets += stream.packetsReceived ?? 0;
    counts.lost += stream.packetsLost ?? 0;
    counts.jitter = Math.max(counts.jitter, stream.jitter ?? 0);
    counts.freezes += stream.freezeCount ?? 0;
    counts.frames += stream.framesDecoded ?? 0;
    counts.audioEnergy += stream.totalAudioEnergy ?? 0;
  }
  return counts;
}

/** What the server is told of the link. */
export function reportPlayback(before: PlaybackCounts, now: PlaybackCounts): ReportLinkDto {
  const lost = Math.max(0, now.lost - before.lost);
  const packets = Math.max(0, now.packets - before.packets) + lost;
  return {
    loss: packets > 0 ? lost / packets : 0,
    rttMs: Math.min(60_000, now.rttMs),
    freezes: Math.min(1_000, Math.max(0, now.freezes - before.freezes)),
  };
}

/** How the link did between two counts. Streams that ended in between make a sum smaller: that counts as nothing. */
export function judgePlayback(before: PlaybackCounts, now: PlaybackCounts): 'good' | 'weak' {
  const grown = (key: 'packets' | 'lost' | 'freezes') => Math.max(0, now[key] - before[key]);
  const packets = grown('packets') + grown('lost');
  const loss = packets > 0 ? grown('lost') / packets : 0;
  const weak = loss > weakLoss || now.jitter > weakJitterSeconds || grown('freezes') > 0;
  return weak ? 'weak' : 'good';
}
