/** Whether a rally is recorded. `publish`: its replay is shown to everyone right after the end; `keep`: when somebody says so. */
export const recordingModes = ['publish', 'keep', 'off'] as const;
export type RecordingMode = (typeof recordingModes)[number];

/**
 * Where a recording stands. `none`: nothing was recorded. `recording`: it grows. `held`: the rally is live and nothing is
 * being kept now, since it is switched off or the disk is full. `closing`: the last segments are being put in order.
 */
export const recordingStates = ['none', 'recording', 'held', 'closing', 'ready', 'deleted'] as const;
export type RecordingState = (typeof recordingStates)[number];

/** How full the disk with the recordings is: `low` is worth a warning, at `full` nothing more is recorded. */
export type DiskState = 'ok' | 'low' | 'full';

export interface DiskLimits {
  warnPercent: number;
  stopPercent: number;
}

/** Once stopped, recording goes on only with so much more room, so that it does not stop and go with each segment. */
const roomToGoOnPercent = 1;

/** @param freePercent what is left of the disk, 0 to 100 */
export function diskState(freePercent: number, { warnPercent, stopPercent }: DiskLimits, before: DiskState): DiskState {
  if (freePercent <= stopPercent) return 'full';
  if (before === 'full' && freePercent <= stopPercent + roomToGoOnPercent) return 'full';
  return freePercent <= warnPercent ? 'low' : 'ok';
}

/** How long before a recording is deleted its organisers are warned. */
export const warnDaysBefore = 7;
/** A warning stands for so long at least, also where the server was off when it was due. */
export const warnedHoursAtLeast = 24;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What is to be done with a recording now; times in ms since the epoch. */
export function retentionStep(
  { deleteOn, warnedAt }: { deleteOn: number | null; warnedAt: number | null },
  now: number,
): 'nothing' | 'warn' | 'delete' {
  if (deleteOn === null || now < deleteOn - warnDaysBefore * dayMs) return 'nothing';
  if (warnedAt === null) return 'warn';
  return now >= deleteOn && now >= warnedAt + warnedHoursAtLeast * hourMs ? 'delete' : 'nothing';
}

/** A stretch of what was on stage, ms since the epoch; null at either end: as far as there is something. */
export interface Cut {
  from: number | null;
  to: number | null;
}

export const wholeCut: Cut = { from: null, to: null };

/** The part that two cuts share. */
export const sharedCut = (one: Cut, other: Cut): Cut => ({
  from: one.from === null ? other.from : Math.max(one.from, other.from ?? -Infinity),
  to: one.to === null ? other.to : Math.min(one.to, other.to ?? Infinity),
});

/** Whether a segment is in a cut: more than half of it is, so that a cut is right to half a segment. */
export const isInCut = ({ at, seconds }: { at: number; seconds: number }, { from, to }: Cut): boolean => {
  const middle = at + seconds * 500;
  return middle >= (from ?? -Infinity) && middle < (to ?? Infinity);
};

/** Chat of a replay comes in pieces of this length, which begin at whole multiples of it since the epoch. */
export const chatPieceMs = 60_000;
export const chatPieceOf = (ms: number): number => Math.floor(ms / chatPieceMs);
