/** What the sending connection counted so far. */
export interface UplinkCounts {
  lossFraction: number;
  roundTripSeconds: number;
  /** The encoder lowers the picture because of the network. */
  limitedByBandwidth: boolean;
  /** ...or because this device is too slow. */
  limitedByCpu: boolean;
  /** Rungs of the camera that deliver frames. */
  activeLayers: number;
  framesEncoded: number;
}

export type UplinkHealth = 'good' | 'weak' | 'slow-device';

interface OutboundReport {
  type: string;
  kind?: string;
  active?: boolean;
  framesPerSecond?: number;
  framesEncoded?: number;
  qualityLimitationReason?: string;
  fractionLost?: number;
  roundTripTime?: number;
}

/** Adds up a sender's stats report (W3C webrtc-stats, `outbound-rtp` and `remote-inbound-rtp`). */
export function countUplink(report: Iterable<OutboundReport>): UplinkCounts {
  const counts: UplinkCounts = {
    lossFraction: 0,
    roundTripSeconds: 0,
    limitedByBandwidth: false,
    limitedByCpu: false,
    activeLayers: 0,
    framesEncoded: 0,
  };
  for (const entry of report) {
    if (entry.type === 'remote-inbound-rtp') {
      counts.lossFraction = Math.max(counts.lossFraction, entry.fractionLost ?? 0);
      counts.roundTripSeconds = Math.max(counts.roundTripSeconds, entry.roundTripTime ?? 0);
    } else if (entry.type === 'outbound-rtp' && entry.kind === 'video') {
      counts.limitedByBandwidth ||= entry.qualityLimitationReason === 'bandwidth';
      counts.limitedByCpu ||= entry.qualityLimitationReason === 'cpu';
      counts.framesEncoded += entry.framesEncoded ?? 0;
      if (entry.active !== false && (entry.framesPerSecond ?? 0) > 0) counts.activeLayers += 1;
    }
  }
  return counts;
}

// Above this, interactive speech suffers (ITU-T G.114 puts the limit at 400 ms one way).
const weakRoundTripSeconds = 0.5;
const weakLoss = 0.05;

/** The uplink in one word. `weak` comes first: the speaker can do something about the network. */
export function judgeUplink(counts: UplinkCounts): UplinkHealth {
  const { limitedByBandwidth, limitedByCpu, lossFraction, roundTripSeconds } = counts;
  if (limitedByBandwidth || lossFraction > weakLoss || roundTripSeconds > weakRoundTripSeconds) return 'weak';
  return limitedByCpu ? 'slow-device' : 'good';
}
