import type { MoveReason, ReportLinkDto, Way } from '@sammelan/shared/playback/playback.dto.js';

/** What this process carries by WebRTC, each as a share of its bound; null where it cannot be measured. */
export interface Load {
  /** The busiest worker's share of a core. */
  cpu: number | null;
  /** Bits sent by this machine over what its line carries. */
  uplink: number | null;
  /** Viewers over the most there may be. */
  viewers: number;
}

/** `roomy`: whoever comes gets WebRTC. `tight`: who is in stays, who comes gets HLS. `over`: some have to move. */
export type HallLevel = 'roomy' | 'tight' | 'over';

// A worker or a line that is busier than this makes packets late; the rest is for key frames and the burst of a join.
const fullCpu = 0.8;
const fullUplink = 0.8;
const tightFrom = 0.85;
// Well below `tightFrom`: what those who come back cost must not make it tight again.
const roomyBelow = 0.6;
const returnUpTo = 0.7;
/** A measurement that is off must not empty the hall: at most this share of the viewers moves at one look. */
const movedAtOnce = 0.2;
const returnedAtOnce = 0.05;

/** How full the hall is: 1 is all that may be carried. */
export const fillOf = ({ cpu, uplink, viewers }: Load): number =>
  Math.max((cpu ?? 0) / fullCpu, (uplink ?? 0) / fullUplink, viewers);

/** With hysteresis: a hall that was tight is roomy again only well below. */
export function levelAfter(before: HallLevel, fill: number): HallLevel {
  if (fill > 1) return 'over';
  if (fill >= tightFrom || (before !== 'roomy' && fill >= roomyBelow)) return 'tight';
  return 'roomy';
}

/** How many of the viewers have to leave WebRTC now, so that it is no more than tight. */
export const shedCount = (fill: number, viewers: number): number =>
  fill > 1 ? Math.ceil(viewers * Math.min(movedAtOnce, 1 - tightFrom / fill)) : 0;

/** How many may come back to WebRTC now. `perViewer`: what one of them fills, 1 / most viewers at least. */
export const returnCount = (fill: number, viewers: number, perViewer: number): number =>
  fill < roomyBelow
    ? Math.max(0, Math.min(Math.floor((returnUpTo - fill) / perViewer), 1 + Math.floor(viewers * returnedAtOnce)))
    : 0;

export type LinkGrade = 'good' | 'fair' | 'poor';

/**
 * What a link stands. Opus conceals up to ~5 % loss and pictures freeze from ~8 % on; beyond 800 ms a retransmission comes
 * after the jitter buffer gave up. HLS asks again and buffers: it stands both.
 */
export function gradeOf({ loss, rttMs, freezes, kbps }: ReportLinkDto): LinkGrade {
  // A picture that stands still without loss is the speaker's fault or a slow phone's: another way would not mend it.
  if (loss > 0.08 || rttMs > 800 || (freezes > 1 && loss > 0.02)) return 'poor';
  // The smallest picture with its sound is 200 kbit/s; WebRTC has no buffer to wait in, so twice that is wanted.
  if (loss > 0.03 || rttMs > 500 || freezes > 0 || (kbps !== undefined && kbps < 400)) return 'fair';
  return 'good';
}

/** What is remembered of one viewer. */
export interface ViewerCase {
  way: Way;
  /** When that began, ms of any one clock. */
  since: number;
  /** Why they watch by HLS. */
  why: MoveReason;
  /** Reports in a row. */
  poor: number;
  good: number;
  /** Times they went to HLS, forgotten after a long while on WebRTC. */
  falls: number;
}

const poorToMove = 2;
const goodToReturn = 3;
const firstStayMs = 30_000;
const longestStayMs = 10 * 60_000;
const forgivenAfterMs = 15 * 60_000;

export const newcomer = (nowMs: number): ViewerCase => ({
  way: 'webrtc',
  since: nowMs,
  why: 'recovered',
  poor: 0,
  good: 0,
  falls: 0,
});

export function reported(viewer: ViewerCase, report: ReportLinkDto): ViewerCase {
  const grade = gradeOf(report);
  return {
    ...viewer,
    poor: grade === 'poor' ? viewer.poor + 1 : 0,
    good: grade === 'good' ? viewer.good + 1 : 0,
  };
}

/** How long a viewer stays on HLS before they may come back: twice as long each time, so that nobody goes to and fro. */
export const stayMs = (falls: number): number =>
  Math.min(longestStayMs, firstStayMs * 2 ** Math.max(0, Math.min(falls, 20) - 1));

/** What matters for one viewer now. */
export interface ViewerFacts {
  /** Speakers, raised hands, organisers, and browsers that play no HLS. */
  needsWebRtc: boolean;
  hlsReady: boolean;
  level: HallLevel;
  /** This look has room for them to come back. */
  mayReturn: boolean;
  /** They are among those who have to leave WebRTC now. */
  shed: boolean;
  /** Their browser decodes every picture that it should have got by WebRTC. */
  decodes: boolean;
}

/** Whether the viewer is to change over, and why; null: stay. A newcomer is on WebRTC and `since` now. */
export function moveFor(
  viewer: ViewerCase,
  facts: ViewerFacts,
  nowMs: number,
): { way: Way; reason: MoveReason } | null {
  if (viewer.way === 'webrtc') {
    if (facts.needsWebRtc || !facts.hlsReady) return null;
    if (!facts.decodes) return { way: 'hls', reason: 'codec' };
    if (viewer.poor >= poorToMove) return { way: 'hls', reason: 'network' };
    return facts.shed ? { way: 'hls', reason: 'headroom' } : null;
  }
  if (facts.needsWebRtc) return { way: 'webrtc', reason: 'stage' };
  if (!facts.hlsReady) return { way: 'webrtc', reason: 'unpackaged' };
  if (!facts.decodes) return null;
  if (nowMs - viewer.since < stayMs(viewer.falls) || facts.level !== 'roomy' || !facts.mayReturn) return null;
  if (viewer.why === 'network' && viewer.good < goodToReturn) return null;
  return { way: 'webrtc', reason: 'recovered' };
}

export function moved(
  viewer: ViewerCase,
  { way, reason }: { way: Way; reason: MoveReason },
  nowMs: number,
): ViewerCase {
  const forgiven = nowMs - viewer.since > forgivenAfterMs;
  const falls = way === 'webrtc' ? viewer.falls : (forgiven ? 0 : viewer.falls) + 1;
  return { way, since: nowMs, why: reason, poor: 0, good: 0, falls };
}
