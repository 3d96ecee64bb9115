import { ConfigError, type Reader } from './environment.js';

/** What is kept of rallies, and when the disk is too full for it. */
export interface RecordingsConfig {
  /** Free space, in percent of the disk, at which organisers are warned. */
  warnPercent: number;
  /** Free space at which recording stops; what is live goes on. */
  stopPercent: number;
  /** A new recording is deleted after so many days; null: when somebody says so. */
  keepDays: number | null;
}

export function readRecordings(read: Reader): RecordingsConfig {
  const warnPercent = read.integer('DISK_WARN_PERCENT', 1, 99) ?? 20;
  const stopPercent = read.integer('DISK_STOP_PERCENT', 0, 98) ?? 5;
  if (stopPercent >= warnPercent) throw new ConfigError('DISK_STOP_PERCENT must be less than DISK_WARN_PERCENT.');
  return { warnPercent, stopPercent, keepDays: read.integer('RECORDINGS_KEEP_DAYS', 1, 36_500) };
}
